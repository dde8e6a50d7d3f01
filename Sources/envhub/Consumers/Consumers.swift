import Storage
import Sync

/// Consumers and their keys, as the commands give them out.
enum Consumers {
    /// How long a key holds unless told otherwise.
    static let usualLife: Int64 = 180 * 86_400_000

    static func find(_ name: String, in store: Store) throws -> Consumer {
        if let consumer = try store.consumer(name) { return consumer }
        throw CommandError(Names.unknown("consumer", name, among: try store.consumers().map(\.name)), code: .usage)
    }

    /// Until when a key holds that is issued now.
    static func expiry(_ call: Call, at now: Int64) throws -> Int64 {
        let life = try call.duration("expires") ?? usualLife
        guard life > 0, life <= Store.longestKeyLife else { throw UsageError("--expires is at most 400d, and not 0") }
        return now + life
    }
}
