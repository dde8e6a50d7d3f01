import Glibc

/// A growing buffer of bytes that becomes a response's body without being copied.
///
/// It has one owner: append to it, then hand it to `HTTPResponse` with `consume`.
@safe public struct ResponseBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer?
    /// Bytes the buffer can hold before it must grow.
    public private(set) var capacity: Int
    /// Bytes written so far.
    public private(set) var count: Int = 0

    /// An empty buffer with room for `capacity` bytes.
    public init(capacity: Int = 1024) {
        self.capacity = max(capacity, 64)
        unsafe base = malloc(self.capacity)
        unsafe precondition(base != nil, "no memory")
    }

    deinit { unsafe free(base) }

    /// Appends the bytes of a C buffer, such as a column of a database row.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, unsafe !bytes.isEmpty else { return }
        reserve(bytes.count)
        unsafe memcpy(base! + count, source, bytes.count)
        count &+= bytes.count
    }

    /// Appends bytes.
    public mutating func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe append($0) }
    }

    /// Appends the bytes of a span.
    public mutating func append(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe append($0) }
    }

    /// Appends a literal.
    public mutating func append(_ text: StaticString) {
        unsafe append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends the UTF-8 of a text.
    public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { unsafe append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends one byte.
    public mutating func append(_ byte: UInt8) {
        reserve(1)
        unsafe base!.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
    }

    /// What was written, for a checksum or a compressor before it is sent.
    public func withBytes<Result>(_ body: (RawSpan) throws -> Result) rethrows -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count).bytes)
    }

    /// Gives up the memory to a new owner, who must `free` it.
    consuming func release() -> UnsafeMutableRawBufferPointer {
        // What was foreseen and not needed goes back at once: thousands of small answers may wait for their clients at one time, as after
        // the commit that ten thousand polls waited for.
        if capacity > 4 * 1024, count < capacity / 2, let trimmed = unsafe realloc(base, max(count, 64)) {
            unsafe base = trimmed
        }
        let bytes = unsafe UnsafeMutableRawBufferPointer(start: base, count: count)
        // The library may never take a null buffer; `deinit` then frees nothing.
        unsafe base = nil
        return unsafe bytes
    }

    private mutating func reserve(_ more: Int) {
        guard capacity &- count < more else { return }
        let wanted = max(capacity * 2, count + more)
        let grown = unsafe realloc(base, wanted)
        unsafe precondition(grown != nil, "no memory")
        unsafe base = grown
        capacity = wanted
    }
}
