import Feeds
import JSON
import Model
import Storage
import Sync
import Terminal

/// `envhub feed diff`
enum FeedDiffCommand: Command {
    static let name = ["feed", "diff"]
    static let summary = "what changed feed files would tell their consumers; writes nothing"
    static let arguments = "[NAME…]"
    static let examples = [
        (command: "envhub feed diff water-affairs", does: "shows how many rows would come, change and leave"),
        (command: "envhub feed diff --json", does: "all changed feeds, for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let feeds = try call.arguments.isEmpty ? hub.feeds : call.arguments.map { try FeedNames.find($0, in: hub) }
        let names = Set(feeds.map(\.name))
        // All feeds are looked at: one that is not would count as one whose file is gone.
        let works = try FeedKeeping.preview(
            hub.feeds, schema: hub.schema, path: hub.storePath, at: SyncRun.clock()
        ).filter { names.contains($0.feed.name) }
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for work in works { FeedJSON.append(work, &writer) }
                writer.endArray()
            }
        } else {
            for work in works { show(work) }
            if works.isEmpty { TerminalOutput.standardOutput.line("nothing: the feeds are as their files say") }
        }
        return .ok
    }

    private static func show(_ work: FeedRework) {
        let out = TerminalOutput.standardOutput
        switch work.kind {
        case .filled: out.line("\(work.feed.name)   is new")
        case .changed:
            out.line("\(work.feed.name)   would tell \(HumanFormat.count(work.lines, "line")); cursors go on")
        case .restarted:
            out.line(
                "\(work.feed.name)   cannot tell it line by line: its cursors would end, and consumers load all again")
        }
        var table = Table(
            columns: ["entity", "come", "change", "leave", "as before", "for example"],
            alignments: [.left, .right, .right, .right, .right, .left])
        for (name, entity) in work.entities.sorted(by: { $0.key < $1.key }) {
            let examples = ["shown", "changed", "left"].flatMap { entity.examples[$0]?.prefix(1) ?? [] }
            table.add([
                name, HumanFormat.count(entity.shown), HumanFormat.count(entity.changed),
                HumanFormat.count(entity.left), HumanFormat.count(entity.same),
                examples.map(\.description).joined(separator: " "),
            ])
        }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
    }
}
