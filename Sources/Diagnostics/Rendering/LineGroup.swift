import YAML

/// The marks of one diagnostic on one line of a file.
struct LineGroup {
    struct Mark {
        /// Code points of the line, from 0.
        let columns: Range<Int>
        let text: String
        let isPrimary: Bool
    }

    let file: SourceFile
    let line: Int
    var marks: [Mark]

    /// The primary place's file first, lines in order; further files behind.
    static func groups(of diagnostic: Diagnostic, at location: FilePlace) -> [LineGroup] {
        var groups: [LineGroup] = []
        func add(_ place: FilePlace, _ text: String, _ isPrimary: Bool) {
            let start = place.range.start
            let lineLength = place.file.line(start.line).unicodeScalars.count
            let isOneLine = place.range.end.line == start.line
            let end = isOneLine ? place.range.end.column - 1 : max(lineLength, start.column)
            let columns = (start.column - 1)..<max(end, start.column)
            let mark = Mark(columns: columns, text: text, isPrimary: isPrimary)
            if let known = groups.firstIndex(where: { $0.file === place.file && $0.line == start.line }) {
                groups[known].marks.append(mark)
            } else {
                groups.append(LineGroup(file: place.file, line: start.line, marks: [mark]))
            }
        }
        add(location, diagnostic.evidence, true)
        for label in diagnostic.labels { add(label.location, label.text, false) }
        let own = groups.filter { $0.file === location.file }.sorted { $0.line < $1.line }
        return own + groups.filter { $0.file !== location.file }
    }

    /// The line as shown, cut around its primary mark.
    var excerpt: Excerpt {
        let focus = marks.first(where: \.isPrimary) ?? marks[0]
        return Excerpt(file.line(line), focus: focus.columns)
    }

    /// The lines under the excerpt: underlines with the last mark's text, then the other texts, the rightmost first.
    func marks(under excerpt: Excerpt) -> [String] {
        let sorted = marks.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
        var underline: [Character] = []
        for mark in sorted {
            let start = excerpt.cell(of: mark.columns.lowerBound)
            let beyond = max(0, mark.columns.upperBound - max(excerpt.count, mark.columns.lowerBound))
            let end = max(start + 1, excerpt.cell(of: mark.columns.upperBound) + (beyond > 0 ? 1 : 0))
            let stop = min(end, Excerpt.width + 8)
            while underline.count < stop { underline.append(" ") }
            for cell in min(start, stop)..<stop where underline[cell] != "^" {
                underline[cell] = mark.isPrimary ? "^" : "-"
            }
        }
        guard let last = sorted.last else { return [] }
        var lines = [String(underline) + (last.text.isEmpty ? "" : " " + last.text)]
        let waiting = sorted.dropLast().filter { !$0.text.isEmpty }
        for (index, mark) in waiting.enumerated().reversed() {
            let cells = waiting[...index].map { excerpt.cell(of: $0.columns.lowerBound) }
            if index == waiting.count - 1 { lines.append(Self.bars(cells)) }
            lines.append(Self.bars(Array(cells.dropLast()), then: mark.text, at: cells[cells.count - 1]))
        }
        return lines
    }

    private static func bars(_ cells: [Int], then text: String = "", at cell: Int = 0) -> String {
        var line = ""
        for position in cells where position >= line.count {
            line += String(repeating: " ", count: position - line.count) + "|"
        }
        guard !text.isEmpty else { return line }
        return line + String(repeating: " ", count: max(0, cell - line.count)) + text
    }
}
