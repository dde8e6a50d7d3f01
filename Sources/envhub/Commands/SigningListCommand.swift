import Crypto
import JSON
import Model
import Terminal

/// `envhub signing list`
enum SigningListCommand: Command {
    static let name = ["signing", "list"]
    static let summary = "the keys that the hub signs with, and those that it had before (public halves alone)"
    static let examples = [
        (
            command: "envhub signing list",
            does: "shows their ids, to be read out to a partner who asks whether they are right"
        ),
        (command: "envhub signing list --json", does: "with the public keys in PEM"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let keys = try SigningFolder(call).keys()
        if call.isJSON { writeJSON(keys) } else { writeText(keys) }
        return .ok
    }

    private static func writeText(_ keys: SigningKeys?) {
        let out = TerminalOutput.standardOutput
        guard let keys else { return out.line("none yet: they are made when the hub first serves") }
        var table = Table(columns: ["algorithm", "id", "state"])
        for key in keys.all { table.add([key.algorithm.title, key.publicKey.id, "signs"]) }
        for key in keys.retired {
            table.add([key.publicKey.algorithm.title, key.publicKey.id, "retired " + Times.text(key.retired)])
        }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
    }

    private static func writeJSON(_ keys: SigningKeys?) {
        JSONOutput.write { writer in
            writer.beginArray()
            for key in keys?.all ?? [] { write(key.publicKey, retired: nil, &writer) }
            for key in keys?.retired ?? [] { write(key.publicKey, retired: key.retired, &writer) }
            writer.endArray()
        }
    }

    private static func write(_ key: PublicKey, retired: Int64?, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("algorithm", key.algorithm.rawValue)
        writer.field("id", key.id)
        writer.field("retired", retired.map { "\(Instant(milliseconds: $0))" })
        writer.field("pem", String(decoding: key.pem, as: UTF8.self))
        writer.endObject()
    }
}
