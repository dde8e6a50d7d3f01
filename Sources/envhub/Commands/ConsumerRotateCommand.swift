import Storage
import Sync

/// `envhub consumer rotate`
enum ConsumerRotateCommand: Command {
    static let name = ["consumer", "rotate"]
    static let summary = "give a consumer a new key; the newest old one holds on until it is revoked or expires"
    static let arguments = "NAME"
    static let options = [
        Option("expires", "TIME", "how long the new key holds (default 180d, at most 400d)"), KeyProfile.option,
        PublicURL.option,
    ]
    static let examples = [
        (
            command: "envhub consumer rotate water-mirror",
            does: "shows a new key; the program can change over at leisure"
        ),
        (command: "envhub consumer rotate water-mirror --expires 400d", does: "one that holds as long as any may"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let now = SyncRun.clock()
        let expires = try Consumers.expiry(call, at: now)
        let store = try OpenHub.store(call)
        let consumer = try Consumers.find(call.arguments[0], in: store)
        let profile = try KeyProfile(call, store)
        let key = try store.rotateKey(of: consumer, at: now, expires: expires)
        try KeyOutput.write(key, of: consumer, expires: expires, feeds: consumer.grants.map(\.feed), profile, call)
        return .ok
    }
}
