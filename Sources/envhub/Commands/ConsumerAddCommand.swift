import Feeds
import Storage
import Sync
import Terminal

/// `envhub consumer add`
enum ConsumerAddCommand: Command {
    static let name = ["consumer", "add"]
    static let summary = "let a partner's program read feeds: makes it known, grants the feeds, shows its key once"
    static let arguments = "NAME"
    static let options = [
        Option("title", "TEXT", "what people call it (default: its name)"),
        Option("feed", "FEED[,FEED]", "what it may read"),
        Option("purpose", "TEXT", "what for; kept with every access"),
        Option("legal-basis", "TEXT", "on what ground"),
        Option("expires", "TIME", "how long the key holds (default 180d, at most 400d)"),
        Option("from", "CIDR[,CIDR]", "only from these addresses (default: any)"),
        KeyProfile.option, PublicURL.option,
    ]
    static let examples = [
        (
            command: "envhub consumer add water-mirror --title 水务局镜像 --feed water-affairs --purpose 入河排放口监管 "
                + "--legal-basis 数据共享协议2026-3",
            does: "makes a consumer of one feed"
        ),
        (
            command: "envhub consumer add police --feed environmental-police --purpose 案件办理 --legal-basis 协议 "
                + "--expires 90d --from 10.20.0.0/16",
            does: "whose key holds for 90 days, and from one network only"
        ),
        (
            command:
                "envhub consumer add water-gis --feed water-affairs --purpose 监管 --legal-basis 协议 --profile water-gis.share "
                + "--public-url https://data.example.gov.cn",
            does: "and puts the key into a file to hand over, in place of showing it"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let now = SyncRun.clock()
        let purpose = try call.required("purpose")
        let basis = try call.required("legal-basis")
        _ = try call.required("feed")
        let expires = try Consumers.expiry(call, at: now)
        let hub = try OpenHub.load(call)
        let feeds = try call.list("feed").map { try FeedNames.find($0, in: hub).name }
        let grants = try feeds.map { feed in
            guard
                let grant = Grant(
                    feed: feed, purpose: purpose, legalBasis: basis, starts: now, sources: call.list("from"))
            else { throw UsageError("--from wants networks such as `10.20.0.0/16`, not `\(call["from"] ?? "")`") }
            return grant
        }
        let store = try OpenHub.store(of: hub)
        let name = call.arguments[0]
        let profile = try KeyProfile(call, store)
        let consumer = try store.addConsumer(name, title: call["title"] ?? name, at: now)
        for grant in grants { try store.setGrant(grant, of: consumer) }
        let key = try store.issueKey(for: consumer, at: now, expires: expires)
        try KeyOutput.write(key, of: consumer, expires: expires, feeds: feeds, profile, call)
        return .ok
    }
}
