import Dossiers
import Model
import Terminal

/// `envhub lineage`
enum LineageCommand: Command {
    static let name = ["lineage"]
    static let summary =
        "where each value of a row is from: system, record, run, line of the mapping, and who said otherwise"
    static let arguments = "SOURCE|ID [FIELD]"
    static let examples = [
        (command: "envhub lineage 清远市宏祥陶瓷有限公司", does: "every field of an enterprise, by its name"),
        (command: "envhub lineage ps_7KQ2M3AB contact_phone", does: "one field, with whoever says something else"),
        (command: "envhub lineage wt_55ZZ01CD", does: "any row by its id: a waste transfer, a permit, an outlet"),
        (command: "envhub lineage ps_7KQ2M3AB name --json", does: "for a script: one object"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let reader = try DossierReader(ofRowsIn: hub)
        let lineage: Lineage
        do {
            lineage = try read(call.arguments[0], reader, DossierFinder(hub: hub, reader: reader))
        } catch let error as DossierError {
            throw CommandError(message(error))
        }
        let field = call.arguments.count > 1 ? call.arguments[1] : nil
        if let field { try check(field, lineage, reader) }
        if call.isJSON {
            JSONOutput.write { LineageJSON.append(lineage, field: field, to: &$0) }
        } else {
            let out = TerminalOutput.standardOutput
            out.write(
                LineageText.text(lineage, field: field, zone: Times.zone, width: out.isTerminal ? out.width : .max))
        }
        return .ok
    }

    private static func read(_ text: String, _ reader: DossierReader, _ finder: DossierFinder) throws -> Lineage {
        let known = HubID(text.utf8).flatMap { reader.entity(of: $0) == nil ? nil : $0 }
        let id = try known ?? finder.id(text)
        do {
            return try reader.lineage(of: id)
        } catch DossierError.merged(_, let into, let at) {
            SourceNames.tell(id, into: into, at: at)
            return try reader.lineage(of: into)
        }
    }

    /// A row that is gone has no lineage: its values are in the history, who said them is not.
    private static func message(_ error: DossierError) -> String {
        guard case .unknown(let id, let known?) = error else { return DossierFinder.message(error) }
        return "\(id) was deleted at \(Times.text(known.upperBound)): only what stands in the hub has a lineage"
    }

    private static func check(_ field: String, _ lineage: Lineage, _ reader: DossierReader) throws {
        let known = reader.entity(of: lineage.id)?.fields.map(\.name) ?? []
        guard known.contains(field) else {
            throw UsageError(Names.unknown("field of \(lineage.entity)", escapingControls(field), among: known))
        }
    }
}
