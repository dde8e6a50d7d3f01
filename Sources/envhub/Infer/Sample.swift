import Connectors
import Diagnostics
import Foundation
import Inference
import Model
import Terminal

/// Where sample records come from: a connector that is there, or a file.
struct Sample {
    /// The connector's name, and the drafts'.
    let name: String
    let title: String
    /// What the records are called, for hints.
    let hint: String
    let definition: ConnectorDefinition
    /// For a file: what it is, and where its folder is.
    let file: (sample: SampleFile, folder: String, pattern: String)?

    /// The connector that connectors/NAME.yaml declares.
    static func connector(_ name: String, _ call: Call) throws -> Sample {
        let path = "connectors/\(name).yaml"
        guard let data = FileManager.default.contents(atPath: call.hubDirectory + "/" + path) else {
            throw CommandError(
                "there is no \(path): `envhub new connector \(name) --kind KIND` begins one", code: .usage)
        }
        let bag = DiagnosticBag()
        guard let definition = ConnectorDefinition.read(file: path, bytes: Array(data), into: bag) else {
            Drafts.show(bag.diagnostics)
            throw CommandError("\(path) has errors: nothing was done")
        }
        return Sample(
            name: definition.mapping, title: definition.title, hint: name, definition: definition, file: nil)
    }

    /// A file, read as a connector of kind `files` would.
    static func file(_ path: String, _ call: Call) throws -> Sample {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        guard let handle = FileHandle(forReadingAtPath: url.path),
            let data = try? handle.read(upToCount: 64 << 20)
        else { throw CommandError("cannot read \(escapingControls(path))", code: .usage) }
        if let format = call["format"], !SampleFile.formats.contains(format) {
            throw CommandError(Names.unknown("format", format, among: SampleFile.formats), code: .usage)
        }
        let sample = SampleFile(
            name: url.lastPathComponent, bytes: Array(data), format: call["format"], records: call["records"])
        let stem = url.deletingPathExtension().lastPathComponent
        let name = call["as"] ?? Self.name(stem)
        let folder = url.deletingLastPathComponent().path
        let text = ConnectorDraft(
            name: name, title: stem, folder: folder, pattern: url.lastPathComponent, file: sample,
            identity: [["json", "ndjson"].contains(sample.format) ? "$.id" : "id"], isSure: false
        ).text
        let bag = DiagnosticBag()
        let read = ConnectorDefinition.read(file: "connectors/\(name).yaml", bytes: Array(text.utf8), into: bag)
        guard let definition = read else {
            Drafts.show(bag.diagnostics)
            throw CommandError("the sample cannot be read like this; see --format, --records and --as", code: .usage)
        }
        return Sample(
            name: name, title: stem, hint: stem, definition: definition,
            file: (sample, folder, url.lastPathComponent))
    }

    private static func name(_ stem: String) -> String {
        String(stem.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "-" })
    }

    /// What the records are written in.
    var form: SampleForm {
        switch definition.format {
        case .json: .json
        case .table: .table
        case .xml(let namespaces):
            .xml(prefixes: Dictionary(namespaces.map { ($1, $0) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// Reads records, page by page, until there are `limit` of them. Nothing is stored.
    func profile(_ limit: Int, _ call: Call) async throws -> ListProfile {
        let environment = ConnectorEnvironment(
            hubDirectory: call.hubDirectory, stateDirectory: NSTemporaryDirectory() + "envhub-infer-\(getpid())")
        defer { try? FileManager.default.removeItem(atPath: environment.stateDirectory) }
        var profiler = SampleProfiler(form: form)
        do throws(ConnectorError) {
            let connector = try openConnector(
                definition, plan: RecordPlan(shape: RecordShape()), environment: environment)
            var cursor: String?
            while profiler.count < limit {
                let pulled = try await connector.page(after: cursor)
                profiler.add(pulled.page, prologue: pulled.prologue, atMost: limit - profiler.count)
                cursor = pulled.cursor
                if !pulled.hasMore { break }
            }
        } catch {
            throw CommandError("\(definition.name): \(error.message)")
        }
        guard profiler.count > 0 else { throw CommandError("\(definition.name) has no records to learn from") }
        return profiler.profile
    }
}
