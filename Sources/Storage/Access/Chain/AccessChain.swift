import Crypto
import Model

/// Hashes rows of the access log into chains; docs/access-log.md gives the exact bytes, so that partners compute them too.
///
/// Each row is in two chains. Its consumer's own chain covers what the row says, and is whole without the rows of others: a partner
/// can verify it. The chain of the whole log covers, row by row, the link of the consumer's own:
///
///     own   = SM3(own hash before    ‖ canonical bytes of the row)
///     chain = SM3(chain hash before  ‖ id as a netstring ‖ own)
///
/// Canonical bytes are netstrings (`3:abc,`), one for each field in a fixed order: no two rows have the same.
struct AccessChain: ~Copyable {
    /// What stands for the chain of the whole log where a consumer's name stands: no consumer can be called so.
    static let whole = "*"

    /// The fields of a row that are texts, in the order of its canonical bytes.
    enum Text: Int, CaseIterable {
        case consumer, key, feed, method, path, purpose, purposeRef, address, request
    }

    private var hash = SM3()
    private var buffer: [UInt8] = []
    private var scratch: [UInt8] = []
    private var texts = InlineArray<9, Range<Int>>(repeating: 0..<0)

    /// The hash before a consumer's first row.
    static func start(log: String, consumer: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in ["envhub access log 1", log, consumer] { append(Array(part.utf8), to: &bytes) }
        return SM3.hash(bytes)
    }

    /// The hash of a row in its consumer's own chain.
    mutating func own(after hash: [UInt8], number: Int64, _ entry: AccessLogEntry) -> [UInt8] {
        var link = AccessLink(number: number &- 1, hash: hash)
        extend(own: &link, by: entry)
        return link.hash
    }

    /// Leads a consumer's own chain on by a row. The link's hash is written where the one before was.
    mutating func extend(own link: inout AccessLink, by entry: AccessLogEntry) {
        link.number &+= 1
        buffer.removeAll(keepingCapacity: true)
        append(row: link.number, entry)
        hash.update(link.hash)
        hash.update(buffer)
        hash.finish(into: &link.hash)
    }

    /// Hands out the texts of the row that was hashed last by ``extend(own:by:)``, where they lie among its canonical bytes.
    func withTexts<Result>(_ body: (Texts) throws -> Result) rethrows -> Result {
        try unsafe buffer.withUnsafeBytes { try unsafe body(Texts(bytes: $0, places: texts)) }
    }

    /// The texts of a row, as UTF-8. Only within the closure that they are handed to.
    @safe struct Texts {
        fileprivate let bytes: UnsafeRawBufferPointer
        fileprivate let places: InlineArray<9, Range<Int>>

        /// One of them.
        subscript(_ text: Text) -> UnsafeRawBufferPointer {
            unsafe UnsafeRawBufferPointer(rebasing: bytes[places[text.rawValue]])
        }
    }

    /// The hash of a row in the chain of the whole log.
    mutating func whole(after hash: [UInt8], id: Int64, own: [UInt8]) -> [UInt8] {
        var link = AccessLink(number: id &- 1, hash: hash)
        extend(whole: &link, by: own)
        return link.hash
    }

    /// Leads the chain of the whole log on by a row, whose hash in its consumer's own chain is given.
    mutating func extend(whole link: inout AccessLink, by own: [UInt8]) {
        link.number &+= 1
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: link.hash)
        Self.append(link.number, to: &scratch)
        scratch.append(contentsOf: own)
        hash.update(scratch)
        hash.finish(into: &link.hash)
    }

    /// The canonical bytes. Numbers are decimal, the time is as partners see it, a position that is not there is empty.
    private mutating func append(row number: Int64, _ entry: AccessLogEntry) {
        Self.append(number, to: &buffer)
        scratch.removeAll(keepingCapacity: true)
        Instant(milliseconds: entry.at).append(to: &scratch)
        Self.append(scratch, to: &buffer)
        append(.consumer, entry.consumer)
        append(.key, entry.key)
        append(.feed, entry.feed)
        append(.method, entry.method)
        append(.path, entry.path)
        Self.append(entry.cursorFrom, to: &buffer)
        Self.append(entry.cursorTo, to: &buffer)
        Self.append(Int64(entry.count), to: &buffer)
        Self.append(Int64(entry.bytes), to: &buffer)
        Self.append(Int64(entry.status), to: &buffer)
        append(.purpose, entry.purpose)
        append(.purposeRef, entry.purposeRef)
        append(.address, entry.address)
        append(.request, entry.request)
        Self.append(entry.duration, to: &buffer)
    }

    /// A netstring of a text's UTF-8, whose place is kept.
    private mutating func append(_ field: Text, _ text: String) {
        let count = text.utf8.count
        Self.append(count: count, to: &buffer)
        texts[field.rawValue] = buffer.count..<buffer.count + count
        buffer.append(contentsOf: text.utf8)
        buffer.append(UInt8(ascii: ","))
    }

    /// A netstring of a number's digits; an empty one for none.
    private static func append(_ number: Int64?, to bytes: inout [UInt8]) {
        guard let number else { return append([], to: &bytes) }
        // The length comes first: one digit, and for the few numbers that are longer than nine the place of another is made.
        let start = bytes.count
        bytes.append(UInt8(ascii: "0"))
        bytes.append(UInt8(ascii: ":"))
        number.appendDecimal(to: &bytes)
        let count = bytes.count - start - 2
        if count > 9 { bytes.insert(UInt8(ascii: "0") + UInt8(count / 10), at: start) }
        bytes[count > 9 ? start + 1 : start] = UInt8(ascii: "0") + UInt8(count % 10)
        bytes.append(UInt8(ascii: ","))
    }

    /// What a netstring begins with.
    private static func append(count: Int, to bytes: inout [UInt8]) {
        Int64(count).appendDecimal(to: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }

    /// A netstring.
    private static func append(_ content: [UInt8], to bytes: inout [UInt8]) {
        append(count: content.count, to: &bytes)
        bytes.append(contentsOf: content)
        bytes.append(UInt8(ascii: ","))
    }
}
