import Feeds
import JSON
import Model
import Storage
import Sync
import Terminal

/// `envhub feed list`
enum FeedListCommand: Command {
    static let name = ["feed", "list"]
    static let summary = "the feeds, whom they are for, and how far they are"
    static let examples = [
        (command: "envhub feed list", does: "lists the feeds"),
        (command: "envhub feed list --json", does: "the same for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let states = try OpenHub.store(call).feeds()
        let feeds = hub.feeds.map { feed in (feed: feed, state: states.first { $0.name == feed.name }) }
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for item in feeds { FeedJSON.append(item.feed, item.state, counts: nil, &writer) }
                writer.endArray()
            }
            return .ok
        }
        var table = Table(
            columns: ["feed", "title", "partner", "entities", "head", "horizon"],
            alignments: [.left, .left, .left, .right, .right, .right])
        for item in feeds {
            table.add([
                item.feed.name, item.feed.title.zh, item.feed.partner, "\(item.feed.entities.count)",
                item.state.map { HumanFormat.count(Int($0.head)) } ?? "not filled yet",
                item.state.map { HumanFormat.count(Int($0.horizon)) } ?? "",
            ])
        }
        TerminalOutput.standardOutput.write(table.rendered())
        return .ok
    }
}
