import Feeds
import JSON
import Storage
import Sync
import Terminal

/// `envhub feed purge`
enum FeedPurgeCommand: Command {
    static let name = ["feed", "purge"]
    static let summary = "drop old tombstones of a feed; consumers that stayed away longer must load it again"
    static let arguments = "NAME"
    static let options = [Option("older", "TIME", "tombstones older than this (default: the feed's retention)")]
    static let examples = [
        (command: "envhub feed purge water-affairs", does: "drops what is older than the feed's retention"),
        (command: "envhub feed purge water-affairs --older 30d", does: "drops what is older than thirty days"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let feed = try FeedNames.find(call.arguments[0], in: hub)
        let store = try OpenHub.store(of: hub)
        let age = try call.duration("older") ?? feed.retention
        guard let state = try store.feeds().first(where: { $0.name == feed.name }) else { return .problem }
        let count = try store.inTransaction { try store.purgeFeed(state.id, before: SyncRun.clock() - age) }
        let horizon = try store.feeds().first { $0.name == feed.name }?.horizon ?? 0
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginObject()
                writer.field("feed", feed.name)
                writer.field("purged", Int64(count))
                writer.field("horizon", horizon)
                writer.endObject()
            }
        } else {
            TerminalOutput.standardOutput.line(
                "\(HumanFormat.count(count, "tombstone")) dropped; cursors from before \(horizon) load the feed again")
        }
        return .ok
    }
}
