import Diagnostics
import Inference
import Model
import Sync
import Terminal

/// `envhub new connector`
enum NewConnectorCommand: Command {
    static let name = ["new", "connector"]
    static let summary = "write a blank connector and mapping, with remarks; the places to fill in are marked"
    static let arguments = "NAME"
    static let options = [
        Option("kind", "KIND", "http-json, soap, files or database"),
        Option("entity", "ENTITY", "what the mapping fills (default pollution_source)"),
        Option("print", "", "print them, write nothing"),
    ]
    static let examples = [
        (command: "envhub new connector fines --kind files --entity penalty", does: "begins a connector of files"),
        (command: "envhub new connector permits --kind http-json", does: "begins one of a web service"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let name = call.arguments[0]
        let isName = name.unicodeScalars.allSatisfy { scalar in
            scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        }
        guard isName, name.count <= 100 else {
            throw CommandError("a name has letters, digits, `-` and `_`: not `\(escapingControls(name))`", code: .usage)
        }
        let kind = try call.required("kind")
        guard let connector = BlankConnector.connector(name, kind: kind) else {
            throw CommandError(Names.unknown("kind", kind, among: BlankConnector.kinds), code: .usage)
        }
        let bag = DiagnosticBag()
        guard let words = HubWords.load(call.hubDirectory, into: bag) else {
            Drafts.show(bag.diagnostics)
            throw CommandError("the hub's schema, codes or units have errors: nothing was done")
        }
        var drafts = Drafts()
        drafts.add("connectors/\(name).yaml", connector)
        drafts.add("mappings/\(name).yaml", try mapping(name, kind, words, call))
        if call.has("print") {
            for file in drafts.files { TerminalOutput.standardOutput.write("# \(file.path)\n" + file.text + "\n") }
        } else {
            try drafts.write(to: call.hubDirectory)
        }
        return report(drafts, words)
    }

    private static func mapping(_ name: String, _ kind: String, _ words: HubWords, _ call: Call) throws -> String {
        let wanted = call["entity"] ?? "pollution_source"
        guard let entity = words.schema.entity(wanted) else {
            throw CommandError(Names.unknown("entity", wanted, among: words.schema.entities.map(\.name)), code: .usage)
        }
        let fields = entity.fields.filter { $0.isRequired || entity.key.contains($0.name) }.map {
            (name: $0.name, title: "\($0.title.zh), \($0.title.en)")
        }
        return BlankConnector.mapping(name, kind: kind, entity: entity.name, fields: fields) ?? ""
    }

    /// The places to fill in, with their lines.
    private static func report(_ drafts: Drafts, _ words: HubWords) -> ExitCode {
        let out = TerminalOutput.standardOutput
        for (path, text) in drafts.files {
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            where line.contains("# fill in") {
                out.line("\(path):\(index + 1): " + line.drop { $0 == " " })
            }
        }
        let found = drafts.check(words, nil)
        if found.isEmpty {
            out.line("both files pass `check`; fill in these lines")
            return .ok
        }
        Drafts.show(found)
        return .problem
    }
}
