import Connectors
import Dossiers
import Foundation
import Model
import Sync
import Terminal

/// `envhub dossier`
enum DossierCommand: Command {
    static let name = ["dossier"]
    static let summary =
        "one enterprise, one file: its facts and everything that refers to it. For the bureau: personal fields are shown"
    static let arguments = "SOURCE"
    static let options = [
        Option(
            "as-of", "TIME",
            "as it was: a day (its beginning), or an instant with its zone, as 2026-03-01T08:00:00+08:00"),
        Option("sections", "A,B", "only these, such as facts,outlet,waste_transfer.receiver"),
        Option("limit", "N", "at most so many rows a section, the newest (default 50)"),
        Option("html", "FILE", "write a page to be printed on A4; - for standard output"),
    ]
    static let examples = [
        (command: "envhub dossier 清远市宏祥陶瓷有限公司", does: "the file of an enterprise, by its name"),
        (
            command: "envhub dossier 91440101231245152Y --as-of 2026-03-01 --sections facts,permit,permit_limit",
            does: "by its credit code: what was permitted to it when March began"
        ),
        (command: "envhub dossier ps_7KQ2M3AB --html file.html --limit 200", does: "by its id: a page to be printed"),
        (command: "envhub dossier ps_7KQ2M3AB --json", does: "for a script: one object"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let reader = try DossierReader(of: hub)
        var request = DossierReader.Request()
        request.asOf = try call.moment("as-of")
        if let moment = request.asOf, moment > SyncRun.clock() {
            throw UsageError("--as-of \(Times.text(moment)) is yet to come")
        }
        request.limit = try call.integer("limit", in: 1...100_000) ?? request.limit
        request.sections = try sections(call, reader)
        let dossier: Dossier
        do {
            dossier = try DossierFinder(hub: hub, reader: reader).dossier(call.arguments[0], request)
        } catch let error as DossierError {
            throw CommandError(DossierFinder.message(error))
        }
        try write(dossier, call)
        return .ok
    }

    private static func sections(_ call: Call, _ reader: DossierReader) throws(UsageError) -> Set<String>? {
        guard call.has("sections") else { return nil }
        let wanted = call.list("sections")
        if let unknown = wanted.first(where: { !reader.keys.contains($0) }) {
            throw UsageError(Names.unknown("section", escapingControls(unknown), among: reader.keys))
        }
        return Set(wanted)
    }

    private static func write(_ dossier: Dossier, _ call: Call) throws(CommandError) {
        let out = TerminalOutput.standardOutput
        if let path = call["html"] {
            let page = DossierPage.html(dossier, zone: Times.zone)
            if path == "-" { return out.write(page) }
            // It may hold what people must not see who are not its owner.
            guard
                FileManager.default.createFile(
                    atPath: path, contents: Data(page.utf8), attributes: [.posixPermissions: 0o600])
            else { throw CommandError("cannot write `\(escapingControls(path))`") }
            if !call.isJSON {
                return out.line(
                    "wrote \(escapingControls(path)): \(dossier.source.id) \(escapingControls(dossier.name))")
            }
        }
        if call.isJSON { return JSONOutput.write { DossierJSON.append(dossier, to: &$0) } }
        out.write(DossierText.text(dossier, zone: Times.zone, width: out.isTerminal ? out.width : 160))
    }
}
