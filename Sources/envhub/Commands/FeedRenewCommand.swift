import Feeds
import JSON
import Storage
import Sync
import Terminal

/// `envhub feed renew`
enum FeedRenewCommand: Command {
    static let name = ["feed", "renew"]
    static let summary = "after a backup was restored: end all cursors of a feed, so that consumers load it again"
    static let arguments = "[NAME…]"
    static let options: [Option] = []
    static let examples = [
        (command: "envhub feed renew", does: "renews all feeds: do it whenever a store was restored from a backup"),
        (command: "envhub feed renew water-affairs", does: "renews one feed"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let feeds = try call.arguments.isEmpty ? hub.feeds : call.arguments.map { try FeedNames.find($0, in: hub) }
        let store = try OpenHub.store(of: hub)
        let names = Set(feeds.map(\.name))
        let renewed = try store.inTransaction {
            let known = try store.feeds().filter { names.contains($0.name) }
            for feed in known { try store.renewFeed(feed.id) }
            return known.map(\.name)
        }
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginObject()
                writer.key("renewed")
                writer.beginArray()
                for name in renewed { writer.string(name) }
                writer.endArray()
                writer.endObject()
            }
        } else {
            for name in renewed {
                TerminalOutput.standardOutput.line(
                    "\(name) renewed: every cursor given so far ends, consumers load it again")
            }
            if renewed.isEmpty { TerminalOutput.standardOutput.line("nothing to renew: nothing was published yet") }
        }
        return .ok
    }
}
