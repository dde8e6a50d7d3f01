/// A block of raw records on its way into the store.
///
/// Its bytes, before they are compressed, are the length of the heads, the heads, then the raw records one after the other.
/// Numbers are varints (seven bits a byte, the lowest first). A head is one of
///
///     0  name, prologue (each its length and its bytes), layout (eight bytes)   the page of the records that follow
///     1  record (zigzag of what it is more than the last), item, line, length   a record
struct RawBlock {
    /// A record of the block.
    struct Entry {
        var record: Int64
        var hash: UInt64
        /// Whether the store has no pointer to anything of the record yet.
        var isNew: Bool
    }

    /// A block of so many raw bytes is full: more would not compress better.
    static let fullBytes = 256 << 10
    /// A block of so many records is full.
    static let fullRecords = 8_192

    private(set) var entries: [Entry] = []
    private var places: [Int64: Int] = [:]
    private var heads: [UInt8] = []
    private var raws: [UInt8] = []
    private var last: Int64 = 0
    /// Whether the page of the next record has its head in this block.
    private var hasPage = false

    var isEmpty: Bool { entries.isEmpty }
    var isFull: Bool { raws.count >= RawBlock.fullBytes || entries.count >= RawBlock.fullRecords }
    /// How many bytes it has before they are compressed.
    var byteCount: Int { raws.count + heads.count }
    /// How many records it is the newest of.
    var live: Int { places.count }

    /// Where the newest raw form of `record` is in the block.
    func item(of record: Int64) -> Int? { places[record] }

    /// Whether entry `item` is the newest of its record.
    func isLive(_ item: Int) -> Bool { places[entries[item].record] == item }

    /// Says that a new page begins.
    mutating func turn() { hasPage = false }

    /// Adds a record of `page`; an earlier form of it in this block counts no more.
    mutating func add(_ entry: Entry, of page: RawPage, _ raw: ArraySlice<UInt8>, item: UInt32, line: UInt32) {
        if !hasPage { add(page) }
        hasPage = true
        var entry = entry
        if let older = places.updateValue(entries.count, forKey: entry.record) { entry.isNew = entries[older].isNew }
        entries.append(entry)
        heads.append(1)
        let step = entry.record &- last
        last = entry.record
        Varint.append(UInt64(bitPattern: step << 1 ^ step >> 63), to: &heads)
        Varint.append(UInt64(item), to: &heads)
        Varint.append(UInt64(line), to: &heads)
        Varint.append(UInt64(raw.count), to: &heads)
        raws.append(contentsOf: raw)
    }

    /// Takes care that no raw form of `record` in this block counts.
    mutating func forget(_ record: Int64) { places[record] = nil }

    private mutating func add(_ page: RawPage) {
        heads.append(0)
        let name = Array(page.name.utf8)
        for text in [name, page.prologue] {
            Varint.append(UInt64(text.count), to: &heads)
            heads.append(contentsOf: text)
        }
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            heads.append(UInt8(truncatingIfNeeded: page.layout >> shift))
        }
    }

    /// The block's bytes.
    func bytes() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(heads.count + raws.count + 10)
        Varint.append(UInt64(heads.count), to: &bytes)
        bytes.append(contentsOf: heads)
        bytes.append(contentsOf: raws)
        return bytes
    }

    /// Empties it and keeps its memory.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        heads.removeAll(keepingCapacity: true)
        raws.removeAll(keepingCapacity: true)
        last = 0
        hasPage = false
    }
}

/// The page that raw records came in.
public struct RawPage: Sendable, Equatable {
    /// What it is called for people.
    public var name: String
    /// What must stand before a raw record so that it can be decoded alone.
    public var prologue: [UInt8]
    /// A hash of what the bytes of a record do not say of its meaning.
    public var layout: UInt64

    /// A page.
    public init(name: String, prologue: [UInt8], layout: UInt64) {
        self.name = name
        self.prologue = prologue
        self.layout = layout
    }
}

/// Numbers of seven bits a byte, the lowest first; the eighth says that more follow.
enum Varint {
    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// The number at `at`, which moves behind it; nil when the bytes end.
    static func read(_ bytes: [UInt8], _ at: inout Int) -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard at < bytes.count else { return nil }
            let byte = bytes[at]
            at += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }
}
