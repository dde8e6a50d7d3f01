import Connectors
import Diagnostics
import Foundation
import Inference
import Sync
import Terminal

/// `envhub infer`
enum InferCommand: Command {
    static let name = ["infer"]
    static let summary = "look at a system's records, and draft the files that map them; every guess is marked"
    static let arguments = "[NAME]"
    static let options = [
        Option("file", "SAMPLE", "learn from a file instead of connectors/NAME.yaml, and draft a connector too"),
        Option("format", "FORMAT", "csv, json, ndjson or xml (default: by the file's name)"),
        Option("records", "PATH", "where the records lie in a document (default: the longest list)"),
        Option("as", "NAME", "what the drafts are called (default: the file's name)"),
        Option("limit", "N", "look at so many records (default 20000)"),
        Option("print", "", "print the drafts, write nothing"),
    ]
    static let examples = [
        (command: "envhub infer solid-waste", does: "reads from a connector, and writes mappings/solid-waste.yaml"),
        (
            command: "envhub infer --file inbox/处罚台账-2026.csv --as penalties",
            does: "writes connectors/penalties.yaml and mappings/penalties.yaml"
        ),
        (
            command: "envhub infer --file answer.json --records $.data.rows[*] --print",
            does: "shows what would be written"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let limit = try call.integer("limit", in: 1...1_000_000) ?? 20_000
        let bag = DiagnosticBag()
        guard let words = HubWords.load(call.hubDirectory, into: bag) else {
            Drafts.show(bag.diagnostics)
            throw CommandError("the hub's schema, codes or units have errors: nothing was done")
        }
        let sample = try sample(call)
        let profile = try await sample.profile(limit, call)
        let out = TerminalOutput.standardOutput
        if call.isJSON {
            JSONOutput.write { ProfileReport.write(profile, to: &$0) }
        } else {
            out.write(ProfileReport.text(profile, width: out.isTerminal ? out.width : 160))
        }
        let draft = MappingDraft(
            profile, form: sample.form, schema: words.schema, codes: words.codes, units: words.units,
            setting: .init(
                name: sample.name, title: sample.title, hint: sample.hint,
                hasZone: sample.definition.timezone != nil))
        let drafts = drafts(sample, draft, profile, call)
        let found = drafts.check(words, sample.definition)
        if call.isJSON, !call.has("print") { return .ok }
        return try finish(drafts, draft, found, call)
    }

    private static func sample(_ call: Call) throws -> Sample {
        switch (call.arguments.first, call["file"]) {
        case (nil, let path?): return try Sample.file(path, call)
        case (let name?, nil): return try Sample.connector(name, call)
        case (nil, nil): throw UsageError("`infer` needs NAME, a connector, or --file SAMPLE")
        default: throw UsageError("`infer` takes NAME or --file, not both; --as names the drafts")
        }
    }

    private static func drafts(_ sample: Sample, _ draft: MappingDraft, _ profile: ListProfile, _ call: Call) -> Drafts
    {
        var drafts = Drafts()
        if let file = sample.file {
            let root = URL(fileURLWithPath: call.hubDirectory).standardizedFileURL.path + "/"
            let inside = file.folder.hasPrefix(root) ? String(file.folder.dropFirst(root.count)) : file.folder
            let connector = ConnectorDraft(
                name: sample.name, title: sample.title, folder: inside, pattern: file.pattern, file: file.sample,
                identity: draft.identity, isSure: profile.candidateKeys.contains(draft.identity))
            drafts.add("connectors/\(sample.name).yaml", connector.text)
        }
        drafts.add("mappings/\(sample.name).yaml", draft.text)
        return drafts
    }

    private static func finish(
        _ drafts: Drafts, _ draft: MappingDraft, _ found: [Diagnostic], _ call: Call
    ) throws -> ExitCode {
        let out = TerminalOutput.standardOutput
        if call.has("print") {
            for file in drafts.files { out.write("\n# \(file.path)\n" + file.text) }
        } else {
            try drafts.write(to: call.hubDirectory)
        }
        let verb = call.has("print") ? "would be written" : "written"
        out.line()
        out.line(drafts.files.map(\.path).joined(separator: ", ") + " " + verb)
        out.line(
            (draft.entities.isEmpty
                ? "no entity of the schema has these fields; "
                : "\(HumanFormat.count(draft.guessed, "field")) guessed for \(draft.entities.joined(separator: ", ")); ")
                + "\(HumanFormat.count(draft.ignored.count, "path")) left out, under `ignore:`")
        if found.isEmpty {
            out.line("the drafts pass `check`; what they say is for you to judge")
            return .ok
        }
        out.line("to be filled in, as `envhub check` says:\n")
        Drafts.show(found)
        return found.contains { $0.severity == .error } ? .problem : .ok
    }
}
