import Diagnostics
import Foundation
import JSON
import YAML

/// What every diagnostic of a file must be: at a place, the place in the file, to be shown to people and to editors.
enum DiagnosticFuzz {
    static func check(_ diagnostics: [Diagnostic], rendered: Bool = true) throws {
        for diagnostic in diagnostics {
            guard let location = diagnostic.location else {
                throw Broken(description: "no place: \(diagnostic.code.id) \(diagnostic.message)")
            }
            try hold(!diagnostic.message.isEmpty, "no words: \(diagnostic.code.id)")
            for place in [location] + diagnostic.labels.map(\.location) {
                try check(place.range, in: place.file, "\(diagnostic.code.id) \(diagnostic.message)")
            }
        }
        guard rendered else { return }
        let text = TextRenderer().render(diagnostics)
        try hold(diagnostics.allSatisfy { text.contains($0.code.id) }, "a diagnostic is not shown")
        let json = JSONRenderer().render(diagnostics)
        do { try JSONDocument().parse(json) } catch {
            throw Broken(description: "not JSON: \(error): \(json)")
        }
    }

    /// A range begins and ends in the file, at the lines and columns that its offsets say.
    static func check(_ range: YAMLRange, in file: SourceFile, _ what: String) throws(Broken) {
        try hold(range.start.offset <= range.end.offset, "it ends before it begins: \(what) \(range)")
        for mark in [range.start, range.end] {
            try hold(mark.offset >= 0 && mark.offset <= file.bytes.count, "outside of the file: \(what) \(range)")
            try hold(mark.line >= 1 && mark.column >= 1, "no line or column: \(what) \(range)")
            try hold(mark.line <= file.lineCount + 1, "below the last line: \(what) \(range)")
            let length = file.line(mark.line).unicodeScalars.count
            // The sign behind the last of a line, and a line break of two, may be pointed at.
            try hold(mark.column <= length + 3, "behind the line's end of \(length): \(what) \(range)")
        }
    }
}
