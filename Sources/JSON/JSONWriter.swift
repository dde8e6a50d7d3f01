/// Appends JSON text to a byte buffer; commas are placed by the writer, nesting is the caller's.
///
/// Made for the hot path: values come as bytes, keys may be encoded once (`JSONWriter.encodedKey`), nothing is
/// allocated but the buffer. Text goes out as UTF-8 with only quotes, backslashes and control characters escaped.
public struct JSONWriter: Sendable {
    /// What was written; empty it with `removeAll(keepingCapacity:)` to use the memory again.
    public var bytes: [UInt8] = []
    private var needsComma = false

    /// A writer with room for `capacity` bytes.
    public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// Empties the buffer and begins a new text, keeping the memory.
    public mutating func restart() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Begins an object.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }

    /// Ends the innermost object.
    public mutating func endObject() { close(UInt8(ascii: "}")) }

    /// Begins an array.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }

    /// Ends the innermost array.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Ends a line of newline-delimited JSON; the next value begins without a comma.
    public mutating func endLine() {
        bytes.append(0x0A)
        needsComma = false
    }

    /// A member's key.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A member's key that `encodedKey` made.
    public mutating func key(encoded: [UInt8]) {
        separate()
        bytes.append(contentsOf: encoded)
        needsComma = false
    }

    /// A key with its quotes and colon, to be made once and written often.
    public static func encodedKey(_ name: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.key(name)
        return writer.bytes
    }

    /// A value, or several with their commas, that is JSON already; the caller answers for it.
    public mutating func raw(_ json: UnsafeRawBufferPointer) {
        separate()
        unsafe bytes.append(contentsOf: json)
        needsComma = true
    }

    /// A value that is JSON already; the caller answers for it.
    public mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }

    mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    mutating func finishValue() { needsComma = true }
}
