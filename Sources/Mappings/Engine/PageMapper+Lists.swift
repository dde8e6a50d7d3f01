import Model

extension PageMapper {
    /// A list from a text with separators, or from a list of the source.
    mutating func mapList(_ piece: Piece, isContainer: Bool, _ op: FieldOp) throws(RecordFault) {
        let detail = plan.details[op.detail]
        let bytes = reading(piece) { span in
            var copy: [UInt8] = []
            copy.reserveCapacity(span.count)
            for index in 0..<span.count { copy.append(span[index]) }
            return copy
        }
        let items: [[UInt8]]
        if isContainer {
            guard let parsed = ListText.items(bytes) else { throw fault("R2102", "not a list of texts", piece) }
            items = parsed
        } else {
            items = ListText.split(bytes, by: detail.parts.separator)
        }
        let day = op.flags.contains(.hasDay) ? try day(op) : nil
        var kept: [[UInt8]] = []
        for item in items {
            var text = item
            for cleaner in detail.parts.cleaners { cleaner.apply(&text, 0) }
            text = Array(text[Blanks.trimmed(text.span)])
            if text.isEmpty || detail.parts.nullIf.contains(text) { continue }
            if let codes = detail.parts.codes { text = try coded(text, codes, detail, day) }
            kept.append(text)
        }
        guard !kept.isEmpty else { return try finishEmpty(op) }
        set(store(list: kept), op)
    }

    private func coded(
        _ text: [UInt8], _ codes: CodeLookup, _ detail: FieldPlan, _ day: CivilDate?
    ) throws(RecordFault) -> [UInt8] {
        var scratch: [UInt8] = []
        let index = codes.find(text.span, at: day, scratch: &scratch)
        if index >= 0 { return codes.results[index].itemBytes }
        if detail.parts.unknown == .keepAndFlag { return text }
        let shown = RecordFault.cut(String(decoding: text, as: UTF8.self))
        throw RecordFault(
            code: "R2105", message: "not a code of \(codes.names)\(day.map { " on \($0)" } ?? ""): \"\(shown)\"",
            value: shown)
    }

    /// A list in the arena.
    mutating func store(list items: [[UInt8]]) -> MappedValue {
        let start = batch.arena.count
        batch.arena += ListText.joined(items)
        return MappedValue(
            .list, payload: Int64(start), length: UInt32(truncatingIfNeeded: batch.arena.count - start))
    }
}

extension PreparedValue {
    /// The text itself, without the brackets of a list of one.
    var itemBytes: [UInt8] {
        guard value.kind == .list else { return bytes }
        return ListText.items(bytes)?.first ?? []
    }
}

extension ListText {
    /// The parts between separators; the whole text without one.
    static func split(_ text: [UInt8], by separator: [UInt8]) -> [[UInt8]] {
        guard !separator.isEmpty else { return [text] }
        return text.split(separator: separator).map { Array($0) }
    }

    /// The texts and numbers of a JSON array; nil if it is none, or holds objects or lists.
    static func items(_ json: [UInt8]) -> [[UInt8]]? {
        var scanner = ListScanner(json: json)
        return scanner.items()
    }
}

/// Reads a JSON array of texts, numbers and words.
private struct ListScanner {
    let json: [UInt8]
    var at = 0

    init(json: [UInt8]) {
        self.json = json
    }

    mutating func items() -> [[UInt8]]? {
        var items: [[UInt8]] = []
        guard take("[") else { return nil }
        if take("]") { return items }
        while true {
            skipBlanks()
            guard let item = at < json.count && json[at] == UInt8(ascii: "\"") ? text() : word() else { return nil }
            if item != Array("null".utf8) { items.append(item) }
            if take("]") { return items }
            guard take(",") else { return nil }
        }
    }

    private mutating func skipBlanks() {
        while at < json.count, [0x20, 0x09, 0x0A, 0x0D].contains(json[at]) { at += 1 }
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard at < json.count, json[at] == UInt8(ascii: sign) else { return false }
        at += 1
        return true
    }

    private mutating func word() -> [UInt8]? {
        let start = at
        while at < json.count, !Array(",] \t\r\n{}[\"".utf8).contains(json[at]) { at += 1 }
        return at > start ? Array(json[start..<at]) : nil
    }

    private mutating func text() -> [UInt8]? {
        at += 1
        var out: [UInt8] = []
        while at < json.count, json[at] != UInt8(ascii: "\"") {
            if json[at] == UInt8(ascii: "\\") {
                guard let scalar = escape() else { return nil }
                out += Array(String(scalar).utf8)
            } else {
                out.append(json[at])
                at += 1
            }
        }
        guard at < json.count else { return nil }
        at += 1
        return out
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard at + 1 < json.count else { return nil }
        let sign = json[at + 1]
        at += 2
        switch sign {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"): return unicode()
        default: return Unicode.Scalar(sign)
        }
    }

    private mutating func unicode() -> Unicode.Scalar? {
        guard let first = hex() else { return nil }
        guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        guard at + 1 < json.count, json[at] == UInt8(ascii: "\\"), json[at + 1] == UInt8(ascii: "u") else {
            return "\u{FFFD}"
        }
        at += 2
        guard let second = hex(), (0xDC00...0xDFFF).contains(second) else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func hex() -> UInt32? {
        guard at + 4 <= json.count else { return nil }
        let digits = String(decoding: json[at..<at + 4], as: UTF8.self)
        at += 4
        return UInt32(digits, radix: 16)
    }
}
