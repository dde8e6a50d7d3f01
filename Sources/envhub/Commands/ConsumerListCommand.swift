import JSON
import Serving
import Storage
import Sync
import Terminal

/// `envhub consumer list`
enum ConsumerListCommand: Command {
    static let name = ["consumer", "list"]
    static let summary = "who may read what, until when, and with which keys (never their secrets)"
    static let examples = [
        (command: "envhub consumer list", does: "lists the consumers"),
        (command: "envhub consumer list --json", does: "with all grants and keys, for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let store = try OpenHub.store(call)
        let consumers = try store.consumers().map { (consumer: $0, keys: try store.keys(of: $0)) }
        let lags = Dictionary(grouping: try ConsumerReading.lags(call, store), by: \.cursor.consumer)
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for item in consumers {
                    ConsumerJSON.append(item.consumer, item.keys, read: lags[item.consumer.name] ?? [], &writer)
                }
                writer.endArray()
            }
        } else {
            writeTable(consumers, lags)
        }
        return .ok
    }

    private static func writeTable(
        _ consumers: [(consumer: Consumer, keys: [KeyEntry])], _ lags: [String: [ConsumerLag]]
    ) {
        let out = TerminalOutput.standardOutput
        if consumers.isEmpty { return out.line("nobody yet: envhub consumer add --help") }
        var table = Table(columns: ["consumer", "title", "feeds", "purpose", "from", "behind", "key", "state"])
        for (consumer, keys) in consumers {
            let grants = consumer.grants
            let sources = Set(grants.flatMap(\.sourceTexts)).sorted().joined(separator: " ")
            let facts = [
                consumer.name, consumer.title, grants.map(\.feed).joined(separator: " "), grants.first?.purpose ?? "",
                sources.isEmpty ? "any" : sources, ConsumerReading.text(lags[consumer.name] ?? []),
            ]
            if keys.isEmpty { table.add(facts + ["none"]) }
            for (index, key) in keys.enumerated() {
                table.add((index == 0 ? facts : facts.map { _ in "" }) + [key.id, state(key)])
            }
        }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
    }

    private static func state(_ key: KeyEntry) -> String {
        if let revoked = key.revoked { return "revoked \(Times.text(revoked))" }
        return (key.isLive(at: SyncRun.clock()) ? "holds until " : "expired ") + Times.text(key.expires)
    }
}
