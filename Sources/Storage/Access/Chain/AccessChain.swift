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

    private var hash = SM3()
    private var buffer: [UInt8] = []
    private var time: [UInt8] = []

    /// The hash before a consumer's first row.
    static func start(log: String, consumer: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in ["envhub access log 1", log, consumer] { append(part, to: &bytes) }
        return SM3.hash(bytes)
    }

    /// The hash of a row in its consumer's own chain.
    mutating func own(after hash: [UInt8], number: Int64, _ entry: AccessLogEntry) -> [UInt8] {
        buffer.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: hash)
        append(row: number, entry)
        self.hash.update(buffer)
        return self.hash.finish()
    }

    /// The hash of a row in the chain of the whole log.
    mutating func whole(after hash: [UInt8], id: Int64, own: [UInt8]) -> [UInt8] {
        buffer.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: hash)
        Self.append(String(id), to: &buffer)
        buffer.append(contentsOf: own)
        self.hash.update(buffer)
        return self.hash.finish()
    }

    /// The canonical bytes. Numbers are decimal, the time is as partners see it, a position that is not there is empty.
    private mutating func append(row number: Int64, _ entry: AccessLogEntry) {
        time.removeAll(keepingCapacity: true)
        Instant(milliseconds: entry.at).append(to: &time)
        Self.append(String(number), to: &buffer)
        Self.append(time, to: &buffer)
        for text in [entry.consumer, entry.key, entry.feed, entry.method, entry.path] {
            Self.append(text, to: &buffer)
        }
        Self.append(entry.cursorFrom.map { String($0) } ?? "", to: &buffer)
        Self.append(entry.cursorTo.map { String($0) } ?? "", to: &buffer)
        for number in [entry.count, entry.bytes, entry.status] { Self.append(String(number), to: &buffer) }
        for text in [entry.purpose, entry.purposeRef, entry.address, entry.request] { Self.append(text, to: &buffer) }
        Self.append(String(entry.duration), to: &buffer)
    }

    /// A netstring of a text's UTF-8.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: String(text.utf8.count).utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: ","))
    }

    /// A netstring.
    private static func append(_ content: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(contentsOf: String(content.count).utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: content)
        bytes.append(UInt8(ascii: ","))
    }
}
