extension StringProtocol {
    /// The text in lines of at most `width` cells: broken at spaces where a line has one, else between characters, as Chinese
    /// is, but not before a mark that ends something. No character is cut in two; one that is wider than the width has a line of
    /// its own.
    public func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for character in self {
            let cells = DisplayWidth.of(String(character))
            if used + cells > width, !line.isEmpty {
                let rest = breakLine(&line, before: character)
                lines.append(line)
                line = rest
                used = DisplayWidth.of(rest)
            }
            if line.isEmpty, character == " ", !lines.isEmpty { continue }
            line.append(character)
            used += cells
        }
        return lines.isEmpty || !line.isEmpty ? lines + [line] : lines
    }

    /// Cuts a full line where it breaks best.
    ///
    /// - Returns: what goes to the next line.
    private func breakLine(_ line: inout String, before next: Character) -> String {
        if "，。；：、！？）》】”’".contains(next), line.count > 1, let last = line.popLast() { return String(last) }
        guard next.isASCII, next != " ", line.last?.isASCII ?? false, let space = line.lastIndex(of: " ") else {
            while line.last == " " { line.removeLast() }
            return ""
        }
        let rest = String(line[line.index(after: space)...])
        line = String(line[..<space])
        while line.last == " " { line.removeLast() }
        return rest
    }
}
