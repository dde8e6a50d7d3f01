public import YAML

extension SourceFile {
    /// Where a stretch of a scalar's text stands in the file, counted in code points of the text as it was read.
    ///
    /// Quotes, escapes, folded lines and block indentation lie between the text and the file; an expression in a block
    /// scalar is still pointed at exactly.
    public func range(of characters: Range<Int>, in node: YAMLNode) -> YAMLRange {
        guard case .scalar(let text, let style) = node.content else { return node.range }
        var walk = ScalarWalk(file: self, node: node, style: style)
        var start: YAMLMark?
        var index = 0
        for scalar in text.unicodeScalars {
            walk.align(with: scalar)
            if index == characters.lowerBound { start = walk.mark }
            if index >= characters.upperBound {
                return YAMLRange(start: start ?? walk.mark, end: walk.mark)
            }
            walk.pass(scalar)
            index += 1
        }
        return YAMLRange(start: start ?? walk.mark, end: walk.mark)
    }
}

/// Walks the raw text of a scalar beside its meaning.
private struct ScalarWalk {
    private let raw: [Unicode.Scalar]
    private let style: YAMLScalarStyle
    private var position = 0
    private(set) var mark: YAMLMark

    init(file: SourceFile, node: YAMLNode, style: YAMLScalarStyle) {
        let end = min(max(node.range.end.offset, node.range.start.offset), file.bytes.count)
        let bytes = file.bytes[min(node.range.start.offset, end)..<end]
        raw = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        self.style = style
        mark = node.range.start
        switch style {
        case .plain: break
        case .singleQuoted, .doubleQuoted: step()
        case .literal, .folded: while position < raw.count, mark.line == node.range.start.line { step() }
        }
    }

    /// Skips what the raw text has and the meaning has not: indentation, folded line breaks.
    mutating func align(with scalar: Unicode.Scalar) {
        while position < raw.count, raw[position] != scalar, Self.isBlank(raw[position]) {
            if scalar == " " || scalar == "\n", Self.isBreak(raw[position]) { return }
            step()
        }
    }

    /// Passes the raw form of one code point of the meaning.
    mutating func pass(_ scalar: Unicode.Scalar) {
        guard position < raw.count else { return }
        if style == .doubleQuoted, raw[position] == "\\" {
            let length: [Unicode.Scalar: Int] = ["x": 4, "u": 6, "U": 10]
            let next = position + 1 < raw.count ? raw[position + 1] : " "
            for _ in 0..<(length[next] ?? 2) { step() }
        } else if style == .singleQuoted, raw[position] == "'" {
            step()
            step()
        } else if scalar == " ", Self.isBreak(raw[position]) {
            while position < raw.count, Self.isBlank(raw[position]) { step() }
        } else if scalar == "\n", raw[position] == "\r", position + 1 < raw.count, raw[position + 1] == "\n" {
            step()
            step()
        } else {
            step()
        }
    }

    private mutating func step() {
        guard position < raw.count else { return }
        let scalar = raw[position]
        position += 1
        let offset = mark.offset + UTF8.width(scalar)
        let isFirstOfTwo = scalar == "\r" && position < raw.count && raw[position] == "\n"
        if Self.isBreak(scalar), !isFirstOfTwo {
            mark = YAMLMark(offset: offset, line: mark.line + 1, column: 1)
        } else {
            mark = YAMLMark(offset: offset, line: mark.line, column: mark.column + 1)
        }
    }

    /// What ends a line of YAML: of these, the reader hands on LS and PS as they are, and all others as LF.
    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || isBreak(scalar) }
}
