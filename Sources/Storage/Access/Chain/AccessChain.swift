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
        buffer.removeAll(keepingCapacity: true)
        append(row: number, entry)
        self.hash.update(hash)
        self.hash.update(buffer)
        return self.hash.finish()
    }

    /// Hands out the texts of the row that was hashed last by ``own(after:number:_:)``, where they lie among its canonical bytes.
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
        self.hash.update(hash)
        scratch.removeAll(keepingCapacity: true)
        Self.append(id, to: &scratch)
        scratch.append(contentsOf: own)
        self.hash.update(scratch)
        return self.hash.finish()
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
        var (count, rest) = (number < 0 ? 2 : 1, number.magnitude)
        while rest > 9 { (count, rest) = (count + 1, rest / 10) }
        append(count: count, to: &bytes)
        number.appendDecimal(to: &bytes)
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
