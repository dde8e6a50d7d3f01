import Feeds
import Model
import Storage
import Sync
import Terminal

/// `envhub feed show`
enum FeedShowCommand: Command {
    static let name = ["feed", "show"]
    static let summary = "one feed: its columns, its records, and who may read it"
    static let arguments = "NAME"
    static let examples = [
        (command: "envhub feed show water-affairs", does: "shows a feed"),
        (command: "envhub feed show water-affairs --json", does: "the same for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let feed = try FeedNames.find(call.arguments[0], in: hub)
        let store = try OpenHub.store(call)
        let state = try store.feeds().first { $0.name == feed.name }
        let counts = try state.map { try store.feedCounts($0.id) } ?? []
        if call.isJSON {
            JSONOutput.write { FeedJSON.append(feed, state, counts: counts, &$0) }
        } else {
            show(feed, state, counts, try store.consumers().filter { $0.grant(on: feed.name) != nil })
        }
        return .ok
    }

    private static func show(
        _ feed: CompiledFeed, _ state: Store.FeedState?, _ counts: [Store.FeedCount], _ readers: [Consumer]
    ) {
        let out = TerminalOutput.standardOutput
        out.line("\(feed.name)   \(feed.title.zh)   \(feed.title.en)")
        out.line("partner   \(feed.partner)")
        out.line("purpose   \(feed.purpose)")
        out.line("retention \(feed.retention / 86_400_000) days")
        if let state { out.line("head      \(state.head), horizon \(state.horizon), epoch \(state.epoch)") }
        out.line("read by   " + (readers.isEmpty ? "nobody yet" : readers.map(\.name).joined(separator: ", ")))
        out.line()
        var table = Table(
            columns: ["entity", "", "records", "tombstones", "columns"], alignments: [.left, .left, .right, .right])
        for entity in feed.entities {
            let count = counts.first { $0.entity == entity.name }
            table.add([
                entity.name, entity.title.zh, HumanFormat.count(Int(count?.records ?? 0)),
                HumanFormat.count(Int(count?.tombstones ?? 0)), entity.columns.map(\.name).joined(separator: " "),
            ])
        }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
    }
}
