import Crypto
import JSON
import Storage
import Sync
import Terminal

/// `envhub audit list`
enum AuditListCommand: Command {
    static let name = ["audit", "list"]
    static let summary = "who asked for what, and what became of it: rows of the access log, newest last"
    static let options = [
        Option("consumer", "NAME", "only of this consumer; `-` for those who were not recognised"),
        Option("feed", "FEED", "only of this feed"),
        Option("since", "TIME", "only from a day on, or since so long ago, such as 2h"),
        Option("limit", "N", "how many (default 50)"),
    ]
    static let examples = [
        (command: "envhub audit list", does: "shows the last 50 requests"),
        (
            command: "envhub audit list --consumer water-mirror --since 2d --json",
            does: "what one consumer did in two days, for a script"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let limit = try call.integer("limit", in: 1...100_000) ?? 50
        let filter = AccessLogReader.Filter(
            consumer: call["consumer"].map { $0 == "-" ? "" : $0 }, feed: call["feed"], since: try call.instant("since")
        )
        let rows = try AccessLogReader(path: call.stateDirectory + "/access.db").newest(limit, filter)
        if call.isJSON { writeJSON(rows.reversed()) } else { writeTable(rows.reversed()) }
        return .ok
    }

    private static func writeTable(_ rows: [AccessLogRow]) {
        let out = TerminalOutput.standardOutput
        if rows.isEmpty { return out.line("no such requests") }
        var table = Table(
            columns: ["row", "at", "consumer", "key", "what", "feed", "status", "lines", "bytes", "purpose", "from"],
            alignments: [.right, .left, .left, .left, .left, .left, .right, .right, .right])
        for row in rows {
            let entry = row.entry
            let purpose = [entry.purpose, entry.purposeRef].filter { !$0.isEmpty }.joined(separator: " ")
            table.add(
                [
                    "\(row.id)", Times.text(entry.at), AuditText.consumer(entry.consumer), entry.key,
                    "\(entry.method) \(entry.path)", entry.feed, "\(entry.status)", "\(entry.count)", "\(entry.bytes)",
                    purpose,
                    entry.address,
                ].map { escapingControls($0) })
        }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
    }

    private static func writeJSON(_ rows: [AccessLogRow]) {
        JSONOutput.write { writer in
            writer.beginArray()
            for row in rows { append(row, &writer) }
            writer.endArray()
        }
    }

    private static func append(_ row: AccessLogRow, _ writer: inout JSONWriter) {
        let entry = row.entry
        writer.beginObject()
        writer.field("row", row.id)
        writer.field("number", row.number)
        writer.field("at", JSONOutput.time(entry.at))
        writer.field("consumer", entry.consumer)
        writer.field("key", entry.key)
        writer.field("feed", entry.feed)
        writer.field("method", entry.method)
        writer.field("path", entry.path)
        writer.field("count", Int64(entry.count))
        writer.field("bytes", Int64(entry.bytes))
        writer.field("status", Int64(entry.status))
        writer.field("purpose", entry.purpose)
        writer.field("purpose_ref", entry.purposeRef)
        writer.field("address", entry.address)
        writer.field("request", entry.request)
        writer.field("duration", entry.duration)
        writer.field("chain", Hex.encode(row.chain))
        writer.endObject()
    }
}
