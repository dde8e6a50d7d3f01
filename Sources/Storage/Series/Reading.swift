/// How a reading came to be.
public enum ReadingOrigin: UInt8, Sendable {
    /// The device sent it by itself.
    case device = 0
    /// The device sent it again, or because it was asked for its history.
    case history = 1
    /// Made here from readings of a shorter period.
    case computed = 2
}

/// What one device said of one moment or period, on its way into the store. Filled, appended, cleared and filled again: it
/// keeps its memory.
public struct Reading: Sendable {
    /// The point and the period.
    public var series = SeriesID(rawValue: 0)
    /// The moment, or the start of the period.
    public var time: Int64 = 0
    /// When it arrived.
    public var received: Int64 = 0
    /// How it came to be.
    public var origin = ReadingOrigin.device
    var entries: [ReadingEntry] = []
    var texts: [UInt8] = []

    /// An empty reading.
    public init() {}

    /// Forgets the values.
    public mutating func removeValues() {
        entries.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
    }

    /// Adds `mantissa × 10^-scale`; the scale (0 to 18) is kept, so that 1.230 stays 1.230. The last value of a column counts.
    public mutating func add(_ column: Int32, mantissa: Int64, scale: UInt8) {
        precondition(scale <= ReadingEntry.highestScale)
        entries.append(ReadingEntry(column: column, tag: scale, payload: mantissa))
    }

    /// Adds a text, such as a data flag.
    public mutating func add(_ column: Int32, text: borrowing RawSpan) {
        if text.byteCount == 1, let letter = ReadingEntry.letter(unsafe text.unsafeLoad(as: UInt8.self)) {
            entries.append(ReadingEntry(column: column, tag: letter, payload: 0))
            return
        }
        let payload = Int64(texts.count) << 24 | Int64(min(text.byteCount, 0xffff))
        unsafe text.withUnsafeBytes { unsafe texts.append(contentsOf: $0.prefix(0xffff)) }
        entries.append(ReadingEntry(column: column, tag: ReadingEntry.text, payload: payload))
    }

    /// Takes the values of a row in place of its own.
    mutating func fill(from row: SeriesRow) throws(StoreError) {
        (time, received, origin) = (row.time, row.received, row.origin)
        texts.removeAll(keepingCapacity: true)
        try ReadingBody.read(row.body, into: &entries)
        for index in entries.indices where entries[index].tag == ReadingEntry.text {
            let range = entries[index].textRange
            entries[index].payload = Int64(texts.count) << 24 | Int64(range.count)
            texts.append(contentsOf: row.body[range])
        }
    }

    /// Adds a text of one printable letter, such as a data flag.
    public mutating func add(_ column: Int32, letter: UInt8) {
        precondition(ReadingEntry.letter(letter) != nil)
        entries.append(ReadingEntry(column: column, tag: letter, payload: 0))
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { entries.isEmpty }
    /// How many values are in it.
    public var count: Int { entries.count }

    /// A number of the reading; nil where the value is a text.
    public func decimal(at index: Int) -> (column: Int32, mantissa: Int64, scale: Int)? {
        let entry = entries[index]
        return entry.isDecimal ? (entry.column, entry.payload, Int(entry.tag)) : nil
    }

    /// A text of one letter; nil for other values.
    public func letter(at index: Int) -> (column: Int32, letter: UInt8)? {
        let entry = entries[index]
        return entry.isLetter ? (entry.column, entry.tag) : nil
    }
}

/// One value of one column.
struct ReadingEntry {
    static let highestScale: UInt8 = 18
    /// The tag of a text; its place and length in the texts are the payload.
    static let text: UInt8 = 19
    /// Printable ASCII: a text of one letter is its own tag, since nearly all texts are data flags.
    private static let letters: ClosedRange<UInt8> = 32...126

    var column: Int32
    var tag: UInt8
    var payload: Int64

    static func letter(_ byte: UInt8) -> UInt8? { letters.contains(byte) ? byte : nil }

    var isDecimal: Bool { tag <= ReadingEntry.highestScale }
    var isLetter: Bool { ReadingEntry.letters.contains(tag) }
    var textRange: Range<Int> { Int(payload >> 24)..<Int(payload >> 24) + Int(payload & 0xff_ffff) }
}

/// Stands for the columns that a reading of a series has values in.
struct ReadingColumnSet: Hashable {
    let series: SeriesID
    let hash: UInt64
}

extension Reading {
    /// The entries are in their canonical order.
    var columnSet: ReadingColumnSet {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for entry in entries { hash = (hash ^ UInt64(UInt32(bitPattern: entry.column))) &* 0x9e37_79b9_7f4a_7c15 }
        return ReadingColumnSet(series: series, hash: hash ^ hash >> 29)
    }
}
