import JSON
import Storage
import Sync
import Terminal

/// `envhub status`
enum StatusCommand: Command {
    static let name = ["status"]
    static let summary = "how the connectors and feeds stand"
    static let examples = [
        (command: "envhub status", does: "shows the last run of every connector and the head of every feed"),
        (command: "envhub status --json", does: "the same for a monitoring script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let store = try OpenHub.store(call)
        let last = try hub.connectors.map { (name: $0.name, title: $0.title, run: try store.runs(connector: $0.name, limit: 1).first) }
        let held = Dictionary(grouping: try store.quarantineGroups(QuarantineFilter()), by: \.connector)
            .mapValues { $0.reduce(0) { $0 + $1.count } }
        let feeds = try store.feeds()
        if call.isJSON {
            writeJSON(last.map { ($0.name, $0.run, held[$0.name] ?? 0) }, feeds)
        } else {
            var table = Table(columns: ["connector", "", "last run", "state", "when", "in quarantine"], alignments: [.left, .left, .right, .left, .left, .right])
            for item in last {
                table.add([
                    item.name, item.title, item.run.map { "\($0.id)" } ?? "", item.run?.state.rawValue ?? "never ran",
                    Times.ago(item.run?.started), HumanFormat.count(Int(held[item.name] ?? 0)),
                ])
            }
            let out = TerminalOutput.standardOutput
            out.write(table.rendered())
            var feedTable = Table(columns: ["feed", "head", "epoch"], alignments: [.left, .right, .left])
            for feed in feeds { feedTable.add([feed.name, HumanFormat.count(Int(feed.head)), feed.epoch]) }
            out.line()
            out.write(feedTable.rendered())
        }
        return last.contains { $0.run.map { [.failed, .inconsistent].contains($0.state) } ?? false } ? .problem : .ok
    }

    private static func writeJSON(_ connectors: [(String, Run?, Int64)], _ feeds: [Store.FeedState]) {
        JSONOutput.write { writer in
            writer.beginObject()
            writer.key("connectors")
            writer.beginArray()
            for (name, run, held) in connectors {
                writer.beginObject()
                writer.field("connector", name)
                writer.field("quarantined", held)
                writer.key("last_run")
                if let run { RunsJSON.append(run, &writer) } else { writer.null() }
                writer.endObject()
            }
            writer.endArray()
            writer.key("feeds")
            writer.beginArray()
            for feed in feeds {
                writer.beginObject()
                writer.field("feed", feed.name)
                writer.field("head", feed.head)
                writer.field("horizon", feed.horizon)
                writer.field("epoch", feed.epoch)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }
}
