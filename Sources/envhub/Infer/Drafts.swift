import Connectors
import Diagnostics
import Foundation
import Inference
import Mappings
import Model
import Sync
import Terminal

/// Draft files of a hub: shown or written, and checked. A file that is there is never overwritten.
struct Drafts {
    /// The files: their paths from the hub directory, and their texts.
    private(set) var files: [(path: String, text: String)] = []

    mutating func add(_ path: String, _ text: String) { files.append((path, text)) }

    /// Writes all of them, or none when one is there already.
    func write(to directory: String) throws {
        let there = files.first { FileManager.default.fileExists(atPath: directory + "/" + $0.path) }
        if let there {
            throw CommandError("\(there.path) is there already: nothing was written; --print shows the draft")
        }
        for (path, text) in files {
            let url = URL(fileURLWithPath: directory + "/" + path)
            do {
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url, options: .withoutOverwriting)
            } catch {
                throw CommandError("cannot write \(path): \(error.localizedDescription)")
            }
        }
    }

    /// What `envhub check` says of the files, as far as they are drafts.
    func check(_ words: HubWords, _ connector: ConnectorDefinition?) -> [Diagnostic] {
        let bag = DiagnosticBag()
        var connector = connector
        for (path, text) in files where path.hasPrefix("connectors/") {
            connector = ConnectorDefinition.read(file: path, bytes: Array(text.utf8), into: bag) ?? connector
        }
        for (path, text) in files where path.hasPrefix("mappings/") {
            var context = MappingContext(schema: words.schema, codes: words.codes, units: words.units)
            context.zone = connector?.timezone
            context.pathKind = connector?.format.paths
            _ = CompiledMapping.compile(ConfigFile(name: path, bytes: Array(text.utf8), bag: bag), in: context)
        }
        return bag.diagnostics
    }

    static func show(_ diagnostics: [Diagnostic]) {
        let out = TerminalOutput.standardOutput
        out.write(TextRenderer(isColored: out.showsColor).render(diagnostics))
    }
}

extension RecordFormat {
    /// What a mapping calls such paths.
    fileprivate var paths: PathKind {
        switch self {
        case .json: .json
        case .xml: .xml
        case .table: .columns
        }
    }
}
