import Feeds
import Storage
import Sync
import Terminal

/// `envhub consumer grant`
enum ConsumerGrantCommand: Command {
    static let name = ["consumer", "grant"]
    static let summary = "let a consumer that is known read more feeds, or fewer; its keys stay as they are"
    static let arguments = "NAME"
    static let options = [
        Option("feed", "FEED[,FEED]", "which feeds"),
        Option("purpose", "TEXT", "what for; needed for a new grant, else it stays as it was"),
        Option("legal-basis", "TEXT", "on what ground; likewise"),
        Option("from", "CIDR[,CIDR]", "only from these addresses, or `any`; likewise"),
        Option("revoke", "", "take the grants away: the feeds are closed from the next request on"),
    ]
    static let examples = [
        (
            command: "envhub consumer grant water-mirror --feed outlets --purpose 入河排放口监管 --legal-basis 数据共享协议2026-3",
            does: "lets it read one feed more"
        ),
        (
            command: "envhub consumer grant water-mirror --feed water-affairs --from 10.20.0.0/16",
            does: "narrows a grant to one network"
        ),
        (command: "envhub consumer grant water-mirror --feed outlets --revoke", does: "takes one away"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        _ = try call.required("feed")
        let hub = try OpenHub.load(call)
        let store = try OpenHub.store(of: hub)
        let consumer = try Consumers.find(call.arguments[0], in: store)
        let feeds = call.list("feed")
        let said: String
        if call.has("revoke") {
            try revoke(feeds, of: consumer, in: store, call)
            said = "may not read"
        } else {
            let now = SyncRun.clock()
            let grants = try feeds.map { try grant(on: FeedNames.find($0, in: hub).name, to: consumer, call, now) }
            for grant in grants { try store.setGrant(grant, of: consumer) }
            said = "may read"
        }
        let changed = try Consumers.find(consumer.name, in: store)
        if call.isJSON {
            let keys = try store.keys(of: changed)
            JSONOutput.write { ConsumerJSON.append(changed, keys, &$0) }
        } else {
            TerminalOutput.standardOutput.line("\(changed.name) \(said) \(feeds.joined(separator: ", "))")
        }
        return .ok
    }

    /// A new grant, or the one that there is with what was said.
    private static func grant(on feed: String, to consumer: Consumer, _ call: Call, _ now: Int64) throws -> Grant {
        let old = consumer.grant(on: feed)
        let sources = call["from"].map { $0 == "any" ? [] : call.list("from") }
        let grant = Grant(
            feed: feed, purpose: try old.map { call["purpose"] ?? $0.purpose } ?? call.required("purpose"),
            legalBasis: try old.map { call["legal-basis"] ?? $0.legalBasis } ?? call.required("legal-basis"),
            starts: old?.starts ?? now, ends: old?.ends, sources: sources ?? old?.sourceTexts ?? [])
        guard let grant else {
            throw UsageError("--from wants networks such as `10.20.0.0/16`, not `\(call["from"] ?? "")`")
        }
        return grant
    }

    /// Also of feeds that the hub does not have any more.
    private static func revoke(_ feeds: [String], of consumer: Consumer, in store: Store, _ call: Call) throws {
        for option in ["purpose", "legal-basis", "from"] where call.has(option) {
            throw UsageError("--\(option) says nothing about a grant that is taken away")
        }
        let granted = consumer.grants.map(\.feed)
        for feed in feeds where !granted.contains(feed) {
            throw CommandError(Names.unknown("grant of \(consumer.name) on", feed, among: granted), code: .usage)
        }
        for feed in feeds { try store.dropGrant(on: feed, of: consumer) }
    }
}
