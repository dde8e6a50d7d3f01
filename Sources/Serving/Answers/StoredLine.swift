import Feeds
import JSON

/// One stored line taken apart: where its members and the columns of its record lie. It is used for one line after the other, and
/// takes no memory for them.
///
/// Lines are this hub's own: sound JSON, no blanks between tokens, the record's columns in the feed's order. A line whose columns are
/// in another order, or of which some are missing, is read all the same.
struct StoredLine {
    /// The line.
    private(set) var bytes: [UInt8] = []
    /// `op`, `seq`, `entity`, `id`, `rev`, `at`, `cause`: empty where there is none.
    private(set) var envelope: [Range<Int>]
    /// The values of the record's columns, in the feed's order; empty where there is none.
    private(set) var values: [Range<Int>]
    /// The record.
    private(set) var record: Range<Int> = 0..<0

    /// The names of what stands before the record.
    static let envelopeNames = ["op", "seq", "entity", "id", "rev", "at", "cause"]
    /// The place of `id` among them, and so on.
    static let (id, rev, at) = (3, 4, 5)
    private static let envelopeKeys = envelopeNames.map { Array($0.utf8) }
    private static let recordKey = Array("record".utf8)
    private let columns: [[UInt8]]

    init(_ entity: CompiledFeedEntity) { self.init(columns: entity.columns.map(\.name)) }

    /// Takes apart by columns of one entity or of several.
    init(columns: [String]) {
        self.columns = columns.map { Array($0.utf8) }
        envelope = Array(repeating: 0..<0, count: Self.envelopeNames.count)
        values = Array(repeating: 0..<0, count: columns.count)
    }

    /// Takes over a line without taking it apart.
    mutating func take(_ line: RawSpan) {
        bytes.removeAll(keepingCapacity: true)
        line.append(to: &bytes)
    }

    /// Takes over a line and takes it apart.
    mutating func read(_ line: RawSpan) {
        take(line)
        for place in envelope.indices { envelope[place] = 0..<0 }
        for place in values.indices { values[place] = 0..<0 }
        record = 0..<0
        var at = 1
        var expected = 0
        while let key = key(at: at) {
            at = key.upperBound + 2
            if let place = Self.envelopeKeys.indices[expected...].first(where: { matches(key, Self.envelopeKeys[$0]) })
            {
                envelope[place] = at..<endOfValue(at)
                at = envelope[place].upperBound
                expected = place + 1
            } else if matches(key, Self.recordKey) {
                let start = at
                at = readRecord(at)
                record = start..<at
            } else {
                at = endOfValue(at)
            }
            at += 1
        }
    }

    /// Whether there is no value: null, or none at all.
    func isNull(_ range: Range<Int>) -> Bool { range.isEmpty || bytes[range.lowerBound] == UInt8(ascii: "n") }

    /// Whether the value is a text.
    func isText(_ range: Range<Int>) -> Bool { !range.isEmpty && bytes[range.lowerBound] == UInt8(ascii: "\"") }

    /// Whether the value is a list.
    func isList(_ range: Range<Int>) -> Bool { !range.isEmpty && bytes[range.lowerBound] == UInt8(ascii: "[") }

    /// Puts a text without its quotes and escapes, or any other value as it stands, in place of what `out` holds.
    func copy(_ range: Range<Int>, to out: inout [UInt8]) {
        out.removeAll(keepingCapacity: true)
        guard isText(range), range.count >= 2 else { return out.append(contentsOf: bytes[range]) }
        let inside = bytes[range.lowerBound + 1..<range.upperBound - 1]
        guard inside.contains(UInt8(ascii: "\\")) else { return out.append(contentsOf: inside) }
        out.append(contentsOf: ((try? JSONValue(parsing: Array(bytes[range])).stringValue) ?? "").utf8)
    }

    /// The elements of a list.
    func elements(of range: Range<Int>) -> [Range<Int>] {
        var elements: [Range<Int>] = []
        var at = range.lowerBound + 1
        while at < range.upperBound - 1 {
            let end = endOfValue(at)
            elements.append(at..<end)
            at = end + 1
        }
        return elements
    }

    private mutating func readRecord(_ start: Int) -> Int {
        var at = start + 1
        var expected = 0
        while let key = key(at: at) {
            let value = key.upperBound + 2
            let end = endOfValue(value)
            if expected < columns.count, matches(key, columns[expected]) {
                values[expected] = value..<end
                expected += 1
            } else if let column = columns.firstIndex(where: { matches(key, $0) }) {
                values[column] = value..<end
                expected = column + 1
            }
            at = end < bytes.count && bytes[end] == UInt8(ascii: ",") ? end + 1 : end
        }
        return min(at + 1, bytes.count)
    }

    /// The key that begins at a place, without its quotes; nil at an object's end, and where the line is damaged.
    private func key(at place: Int) -> Range<Int>? {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return nil }
        let end = endOfString(place)
        return end > place + 1 && end + 1 < bytes.count ? place + 1..<end - 1 : nil
    }

    private func matches(_ range: Range<Int>, _ name: [UInt8]) -> Bool {
        guard range.count == name.count else { return false }
        for place in name.indices where bytes[range.lowerBound + place] != name[place] { return false }
        return true
    }

    private func endOfValue(_ start: Int) -> Int {
        var depth = 0
        var at = start
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at = endOfString(at)
                if depth == 0 { return at }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The bracket that closes what is around a bare number.
                if depth == 0 { return at }
                depth -= 1
                if depth == 0 { return at + 1 }
            case UInt8(ascii: ",") where depth == 0: return at
            default: break
            }
            at += 1
        }
        return bytes.count
    }

    private func endOfString(_ start: Int) -> Int {
        var at = start + 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(at + 1, bytes.count)
    }
}
