import Model

/// What `codes:` of a field compiles to: tables and codes written in place, asked in order.
final class CodeLookup: Sendable {
    enum Part: Sendable {
        case table(CodeTable, first: Int)
        case inline(InlineCodes)
    }

    private let parts: [Part]
    /// The values that a lookup can give.
    let results: [PreparedValue]
    /// The names of the tables asked, for messages.
    let names: String

    init(parts: [Part], results: [PreparedValue], names: String) {
        self.parts = parts
        self.results = results
        self.names = names
    }

    /// The index in ``results`` of a spelling, or -1. With a day only rows count that hold on it; codes written in the
    /// mapping always hold.
    func find(_ text: Span<UInt8>, at day: CivilDate? = nil, scratch: inout [UInt8]) -> Int {
        for part in parts {
            switch part {
            case .table(let table, let first):
                if let index = table.entry(text, at: day, scratch: &scratch) { return first + index.position }
            case .inline(let codes):
                let index = codes.find(text)
                if index >= 0 { return index }
            }
        }
        return -1
    }
}

/// Codes written in the mapping: exact texts, found by hash.
final class InlineCodes: Sendable {
    private let hashes: [UInt64]
    private let texts: [[UInt8]]
    private let results: [Int]
    private let slots: [Int32]

    /// Texts with the indices of their results; of equal texts the first counts.
    init(_ entries: [(text: [UInt8], result: Int)]) {
        var size = 8
        while size < entries.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        for (index, entry) in entries.enumerated() {
            var at = Int(truncatingIfNeeded: ByteHash.hash64(entry.text.span)) & (size - 1)
            while slots[at] >= 0 { at = (at + 1) & (size - 1) }
            slots[at] = Int32(index)
        }
        hashes = entries.map { ByteHash.hash64($0.text.span) }
        texts = entries.map(\.text)
        results = entries.map(\.result)
        self.slots = slots
    }

    /// The result's index, or -1.
    func find(_ text: Span<UInt8>) -> Int {
        let hash = ByteHash.hash64(text)
        var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[at] >= 0 {
            let index = Int(slots[at])
            if hashes[index] == hash, matches(texts[index], text) { return results[index] }
            at = (at + 1) & (slots.count - 1)
        }
        return -1
    }

    private func matches(_ left: [UInt8], _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where left[index] != right[index] { return false }
        return true
    }
}
