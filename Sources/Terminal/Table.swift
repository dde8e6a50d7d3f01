/// A plain table: a line of titles, a rule, a line a row; columns as wide as their widest cell.
public struct Table: Sendable {
    private let columns: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    /// A table with these titles. Columns without an alignment are aligned left.
    public init(columns: [String], alignments: [Alignment] = []) {
        self.columns = columns.map(escapingControls)
        self.alignments = columns.indices.map { $0 < alignments.count ? alignments[$0] : .left }
    }

    /// Adds a row. Missing cells are empty, cells too many are dropped, control characters are shown escaped.
    public mutating func add(_ cells: [String]) {
        rows.append(columns.indices.map { $0 < cells.count ? escapingControls(cells[$0]) : "" })
    }

    /// How many rows there are.
    public var count: Int { rows.count }

    /// The table as lines, each ending with a line feed and none with spaces.
    ///
    /// - Parameter maxWidth: the cells there are; the widest columns are cut until the table fits, but none below 8 cells.
    public func rendered(maxWidth: Int = .max) -> String {
        let widths = fitted(maxWidth)
        let rule = widths.map { String(repeating: "─", count: $0) }
        return ([columns, rule] + rows).map { line($0, widths) }.joined()
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = zip(zip(cells, widths), alignments).map { cell, alignment in
            cell.0.truncated(to: cell.1).padded(to: cell.1, alignment)
        }
        let text = padded.joined(separator: "  ")
        let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
        return text[..<end] + "\n"
    }

    private func fitted(_ maxWidth: Int) -> [Int] {
        var widths = columns.indices.map { column in
            rows.reduce(DisplayWidth.of(columns[column])) { max($0, DisplayWidth.of($1[column])) }
        }
        var excess = widths.reduce(2 * max(columns.count - 1, 0), +) - maxWidth
        while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8 {
            let next = widths.filter { $0 < widths[widest] }.max() ?? 8
            let cut = min(excess, max(widths[widest] - max(next, 8), 1))
            widths[widest] -= cut
            excess -= cut
        }
        return widths
    }
}
