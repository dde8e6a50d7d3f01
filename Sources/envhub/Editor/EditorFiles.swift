import Diagnostics
import Foundation
import Terminal

/// `envhub schema --editor DIR`: a JSON Schema a kind of file, for editors that check YAML while it is written.
enum EditorFiles {
    static func write(to directory: String, _ out: TerminalOutput) throws {
        let folder = URL(fileURLWithPath: directory)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for schema in EditorSchemaJSON.all {
                let name = schema.name + ".schema.json"
                try Data(EditorSchemaJSON.text(schema)).write(to: folder.appendingPathComponent(name))
                out.line("\(directory)/\(name)  \(schema.files)")
            }
        } catch {
            throw CommandError("cannot write to \(directory): \(error.localizedDescription)")
        }
        out.line("\nthe first line of a file names its schema, as seen from the file:")
        out.line("# yaml-language-server: $schema=DIR/mapping.schema.json")
    }
}
