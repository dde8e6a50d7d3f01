import JSON
import Storage
import Sync
import Terminal

/// `envhub consumer revoke`
enum ConsumerRevokeCommand: Command {
    static let name = ["consumer", "revoke"]
    static let summary = "take keys back: they open nothing from the next request on"
    static let arguments = "NAME"
    static let options = [Option("key", "ID", "one key only, by its id (default: all keys of the consumer)")]
    static let examples = [
        (command: "envhub consumer revoke water-mirror", does: "revokes all keys of a consumer"),
        (command: "envhub consumer revoke water-mirror --key 7KQ2M9X4AB", does: "revokes one"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let now = SyncRun.clock()
        let store = try OpenHub.store(call)
        let consumer = try Consumers.find(call.arguments[0], in: store)
        let count =
            try call["key"].map { try one($0, of: consumer, store, now) } ?? store.revokeKeys(of: consumer, at: now)
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginObject()
                writer.field("consumer", consumer.name)
                writer.field("revoked", Int64(count))
                writer.endObject()
            }
        } else {
            TerminalOutput.standardOutput.line(
                "\(HumanFormat.count(count, "key")) of \(consumer.name) revoked")
        }
        return .ok
    }

    private static func one(_ id: String, of consumer: Consumer, _ store: Store, _ now: Int64) throws -> Int {
        let keys = try store.keys(of: consumer).filter { $0.revoked == nil }.map(\.id)
        guard keys.contains(id) else {
            throw CommandError(Names.unknown("key of \(consumer.name)", id, among: keys), code: .usage)
        }
        return try store.revokeKey(id, at: now) ? 1 : 0
    }
}
