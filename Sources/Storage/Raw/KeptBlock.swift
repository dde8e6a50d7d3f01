import Compression

/// A block of kept raw records, read from the store.
public struct KeptBlock: Sendable {
    /// A record of it.
    public struct Record: Sendable, Equatable {
        /// The record's number.
        public var id: Int64
        /// The page it came in, an index into ``KeptBlock/pages``.
        public var page: Int
        /// The record's number in its page or file.
        public var item: Int
        /// The line where it starts; 0 where lines mean nothing.
        public var line: Int
        /// Where its raw bytes are in ``KeptBlock/bytes``.
        public var range: Range<Int>
    }

    /// The block's number.
    public let id: Int64
    /// The pages.
    public private(set) var pages: [RawPage] = []
    /// The records, in the order in which they came.
    public private(set) var records: [Record] = []
    /// The bytes.
    public let bytes: [UInt8]

    /// The most that a block may have when it is unpacked: a full one and a record of the largest size.
    private static let mostBytes = 1 << 29

    /// Reads block `id` from its packed bytes.
    ///
    /// - Throws: ``StoreError`` when they are damaged.
    init(_ id: Int64, packed: [UInt8]) throws(StoreError) {
        self.id = id
        bytes = try KeptBlock.unpack(packed, id)
        guard parse() else { throw KeptBlock.damaged(id) }
    }

    private static func unpack(_ packed: [UInt8], _ id: Int64) throws(StoreError) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            let decompressor = try Decompressor(.zlib, limit: mostBytes)
            try decompressor.update(packed) { piece in
                unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
            }
            try decompressor.finish()
        } catch {
            throw damaged(id)
        }
        return bytes
    }

    private static func damaged(_ id: Int64) -> StoreError {
        StoreError(.damaged, "block \(id) of the kept raw records cannot be read")
    }

    private mutating func parse() -> Bool {
        var at = 0
        guard let heads = number(&at), heads <= bytes.count - at else { return false }
        let end = at + heads
        var (raw, last) = (end, Int64(0))
        while at < end {
            let kind = bytes[at]
            at += 1
            guard kind == 1 ? addRecord(&at, &raw, &last) : addPage(&at) else { return false }
        }
        return at == end && raw == bytes.count
    }

    private mutating func addRecord(_ at: inout Int, _ raw: inout Int, _ last: inout Int64) -> Bool {
        guard let step = Varint.read(bytes, &at), let item = number(&at), let line = number(&at),
            let length = number(&at), length <= bytes.count - raw, !pages.isEmpty
        else { return false }
        last = last &+ (Int64(bitPattern: step >> 1) ^ -Int64(bitPattern: step & 1))
        records.append(
            Record(id: last, page: pages.count - 1, item: item, line: line, range: raw..<raw + length))
        raw += length
        return true
    }

    private mutating func addPage(_ at: inout Int) -> Bool {
        guard let name = text(&at), let prologue = text(&at), bytes.count - at >= 8 else { return false }
        var layout: UInt64 = 0
        for index in (0..<8).reversed() { layout = layout << 8 | UInt64(bytes[at + index]) }
        at += 8
        pages.append(RawPage(name: String(decoding: name, as: UTF8.self), prologue: Array(prologue), layout: layout))
        return true
    }

    private func text(_ at: inout Int) -> ArraySlice<UInt8>? {
        guard let length = number(&at), length <= bytes.count - at else { return nil }
        defer { at += length }
        return bytes[at..<at + length]
    }

    private func number(_ at: inout Int) -> Int? { Varint.read(bytes, &at).flatMap(Int.init(exactly:)) }
}
