import Diagnostics
import JSON
import Storage
import Terminal

/// `envhub quarantine list`
enum QuarantineListCommand: Command {
    static let name = ["quarantine", "list"]
    static let summary = "what is held back, and why: by code, connector and field"
    static let options = QuarantineOptions.all
    static let examples = [
        (command: "envhub quarantine list", does: "groups everything that is held"),
        (
            command: "envhub quarantine list --connector discharge-permit --since 2d",
            does: "of one system, since two days"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let store = try OpenHub.store(call)
        var filter = try QuarantineOptions.filter(call, store)
        let held = try store.quarantineGroups(filter)
        filter.state = .waiting
        let waiting = try store.quarantineGroups(filter)
        if call.isJSON {
            writeJSON(held, waiting)
        } else {
            writeTable(held)
            if !waiting.isEmpty { writeWaiting(waiting) }
        }
        return .ok
    }

    private static func writeTable(_ groups: [QuarantineGroup]) {
        let out = TerminalOutput.standardOutput
        if groups.isEmpty { return out.line("nothing is held") }
        write(groups, "held")
        let sum = groups.reduce(0) { $0 + $1.count }
        out.line("\n\(HumanFormat.count(Int(sum))) held; envhub quarantine show --code \(groups[0].code) says more")
    }

    private static func writeWaiting(_ groups: [QuarantineGroup]) {
        let out = TerminalOutput.standardOutput
        out.line()
        write(groups, "waiting")
        let sum = groups.reduce(0) { $0 + $1.count }
        out.line(
            sum == 1
                ? "\n1 waits for a row, and is taken by itself when that is there"
                : "\n\(HumanFormat.count(Int(sum))) wait for rows, and are taken by themselves when those are there")
    }

    private static func write(_ groups: [QuarantineGroup], _ count: String) {
        let out = TerminalOutput.standardOutput
        var table = Table(
            columns: ["code", "connector", "field", count, "first", "last", "for example"],
            alignments: [.left, .left, .left, .right])
        for group in groups {
            table.add([
                group.code, group.connector, group.target, HumanFormat.count(Int(group.count)),
                Times.text(group.firstSeen), Times.text(group.lastSeen), group.example,
            ])
        }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
    }

    private static func writeJSON(_ held: [QuarantineGroup], _ waiting: [QuarantineGroup]) {
        JSONOutput.write { writer in
            writer.beginArray()
            for (group, state) in held.map({ ($0, "held") }) + waiting.map({ ($0, "waiting") }) {
                writer.beginObject()
                writer.field("state", state)
                writer.field("code", group.code)
                writer.field("title", DiagnosticCode.named(group.code)?.title)
                writer.field("connector", group.connector)
                writer.field("target", group.target)
                writer.field("count", group.count)
                writer.field("first_seen", JSONOutput.time(group.firstSeen))
                writer.field("last_seen", JSONOutput.time(group.lastSeen))
                writer.field("example", group.example)
                writer.endObject()
            }
            writer.endArray()
        }
    }
}
