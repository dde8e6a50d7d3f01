import Terminal

/// One line of a file as a terminal may show it: tabs as blanks, control signs made visible, a long line cut to a window.
struct Excerpt {
    /// The line as shown.
    let text: String
    private let cells: [Int]
    private let cut: Int

    /// The widest line shown, in cells.
    static let width = 110

    /// A line, cut so that the code points `focus` (from 0) are seen.
    init(_ line: String, focus: Range<Int>) {
        let shown = line.unicodeScalars.map(Self.visible)
        var cells = [0]
        for piece in shown { cells.append(cells[cells.count - 1] + DisplayWidth.of(piece)) }
        self.cells = cells
        guard cells[cells.count - 1] > Self.width else {
            text = shown.joined()
            cut = 0
            return
        }
        let target = min(focus.lowerBound, shown.count)
        let first = cells[target] < Self.width * 2 / 3 ? 0 : cells.firstIndex { $0 > cells[target] - 40 } ?? 0
        let last = cells.lastIndex { $0 <= cells[first] + Self.width } ?? shown.count
        let end = min(last, shown.count)
        text = (first > 0 ? "... " : "") + shown[first..<end].joined() + (end < shown.count ? " ..." : "")
        cut = first > 0 ? cells[first] - 4 : 0
    }

    /// The cell where the code point `column` (from 0) begins.
    func cell(of column: Int) -> Int {
        max(0, cells[min(max(column, 0), cells.count - 1)] - cut)
    }

    /// How many code points the line has.
    var count: Int { cells.count - 1 }

    /// A text that a terminal may show: values from files cannot move the cursor or turn the writing around.
    static func shown(_ text: String) -> String { text.unicodeScalars.map(visible).joined() }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 9: "    "
        case 0..<32: String(Unicode.Scalar(scalar.value + 0x2400) ?? "?")
        case 127...159, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: "\u{FFFD}"
        default: String(scalar)
        }
    }
}
