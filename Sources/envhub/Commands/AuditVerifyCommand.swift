import Crypto
import JSON
import Storage
import Sync
import Terminal

/// `envhub audit verify`
enum AuditVerifyCommand: Command {
    static let name = ["audit", "verify"]
    static let summary = "walk the access log: is every row there, as it was written, in its place?"
    static let options = [
        Option(
            "head", "FILE[,FILE]", "heads that partners kept, as /v1/me/access-log gave them: the log must lead to them"
        ),
        Option("keys", "FILE[,FILE]", "public keys (PEM) that the hub signed with before it had those of now"),
    ]
    static let examples = [
        (command: "envhub audit verify", does: "tells the first row that was altered, taken out, put in or moved"),
        (
            command: "envhub audit verify --head kept-by-water-bureau.json",
            does: "also whether the log still says what it said when a partner looked"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let kept = try call.list("head").map(KeptHead.read)
        var audit = try Audit(path: call.stateDirectory + "/access.db", keys: try AuditKeys.read(call))
        let report = try audit.verify(kept: kept)
        if call.isJSON { writeJSON(report) } else { writeText(report) }
        return report.finding == nil ? .ok : .problem
    }

    private static func writeText(_ report: AuditReport) {
        let out = TerminalOutput.standardOutput
        if let finding = report.finding {
            var place: [String] = []
            if let id = finding.id { place.append("row \(id)") }
            if let at = finding.at { place.append(Times.text(at)) }
            if let consumer = finding.consumer { place.append(AuditText.consumer(consumer)) }
            out.line("\(finding.kind.rawValue): \(escapingControls(place.joined(separator: ", ")))")
            out.line("  " + escapingControls(finding.text))
            out.line("  \(HumanFormat.count(Int(report.rows), "row")) before it are in order")
            return
        }
        var span = ""
        if let first = report.first, let last = report.last { span = " (\(first) to \(last))" }
        out.line(
            "everything is in order: \(HumanFormat.count(Int(report.rows), "row"))\(span) of "
                + "\(HumanFormat.count(report.consumers, "chain")), \(HumanFormat.count(report.signed, "signed head"))")
        if report.unproven > 0 {
            out.line("\(HumanFormat.count(report.unproven, "head")) not signed by a key that is here: see --keys")
        }
        if report.outlived > 0 {
            out.line("\(HumanFormat.count(report.outlived, "head")) of rows that were dropped for their age")
        }
    }

    private static func writeJSON(_ report: AuditReport) {
        JSONOutput.write { writer in
            writer.beginObject()
            writer.field("log", report.log)
            writer.field("rows", report.rows)
            writer.field("chains", Int64(report.consumers))
            writer.field("signed_heads", Int64(report.signed))
            writer.field("unproven_heads", Int64(report.unproven))
            writer.field("outlived_heads", Int64(report.outlived))
            writer.field("chain", report.end.map { Hex.encode($0.hash) })
            writer.key("finding")
            if let finding = report.finding { append(finding, &writer) } else { writer.null() }
            writer.endObject()
        }
    }

    private static func append(_ finding: AuditFinding, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("kind", finding.kind.rawValue)
        writer.key("row")
        if let id = finding.id { writer.int(id) } else { writer.null() }
        writer.field("at", JSONOutput.time(finding.at))
        writer.field("consumer", finding.consumer)
        writer.field("text", finding.text)
        writer.endObject()
    }
}
