import CZlib

/// Unpacks a stream piece by piece and gives no more than `limit` bytes in all. One thread at a time.
///
/// Of gzip it takes several members one after the other (RFC 1952 section 2.2), as `cat a.gz b.gz` makes them.
@safe public final class Decompressor {
    private let stream: UnsafeMutablePointer<z_stream>
    private let limit: Int
    private let format: CompressedFormat
    private var given = 0
    private var state = State.between
    private var touched = false

    private enum State {
        case between
        case inside
        case failed
    }

    /// A decompressor that refuses to give more than `limit` bytes. Throws `noMemory`.
    public init(_ format: CompressedFormat = .gzip, limit: Int) throws(CompressionError) {
        self.limit = max(limit, 0)
        self.format = format
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let code = unsafe inflateInit2_(
            stream, format.windowBits, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw .noMemory }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Takes the next packed piece and hands out what it holds, in pieces of at most 64 KiB.
    ///
    /// Throws `damaged` and `tooLarge`; after that the decompressor takes no more.
    public func update(_ piece: RawSpan, _ give: (RawSpan) throws -> Void) throws {
        do {
            try unsafe piece.withUnsafeBytes { try unsafe unpack($0, give) }
        } catch {
            state = .failed
            throw error
        }
    }

    /// Takes the next packed piece from an array.
    public func update(_ piece: [UInt8], _ give: (RawSpan) throws -> Void) throws {
        try unsafe update(piece.span.bytes, give)
    }

    /// Says that nothing follows. Throws `truncated` when the data is not whole.
    public func finish() throws(CompressionError) {
        guard state == .between, touched else { throw .truncated }
    }

    private func unpack(_ piece: UnsafeRawBufferPointer, _ give: (RawSpan) throws -> Void) throws {
        guard state != .failed else { throw CompressionError.damaged("an earlier piece was refused") }
        guard piece.count <= Int(CUnsignedInt.max) else { throw CompressionError.tooLarge(limit: limit) }
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
            mutating: piece.baseAddress?.assumingMemoryBound(to: UInt8.self))
        unsafe stream.pointee.avail_in = CUnsignedInt(piece.count)
        try unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64 * 1024) { target in
            var full = false
            while unsafe stream.pointee.avail_in > 0 || full { full = try unsafe step(target, give) }
        }
    }

    /// One call of zlib; true when the target was filled and there may be more.
    private func step(_ target: UnsafeMutableBufferPointer<UInt8>, _ give: (RawSpan) throws -> Void) throws -> Bool {
        try startMember()
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = CUnsignedInt(target.count)
        let code = unsafe inflate(stream, Z_NO_FLUSH)
        guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
            throw CompressionError.damaged(unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "bad data")
        }
        let count = unsafe target.count - Int(stream.pointee.avail_out)
        given += count
        guard given <= limit else { throw CompressionError.tooLarge(limit: limit) }
        if count > 0 { try unsafe give(UnsafeRawBufferPointer(start: target.baseAddress, count: count).bytes) }
        if code == Z_STREAM_END { state = .between }
        return code == Z_OK && count == target.count
    }

    private func startMember() throws {
        guard state == .between else { return }
        if touched {
            guard format == .gzip, unsafe inflateReset(stream) == Z_OK else {
                throw CompressionError.damaged("there are bytes after the end")
            }
        }
        touched = true
        state = .inside
    }
}

extension Decompressor {
    /// The unpacked bytes of a whole packed body, at most `limit`.
    ///
    /// Throws `damaged`, `truncated`, `tooLarge` and `noMemory`.
    public static func decompress(
        _ bytes: [UInt8], _ format: CompressedFormat = .gzip, limit: Int
    ) throws -> [UInt8] {
        let decompressor = try Decompressor(format, limit: limit)
        var all: [UInt8] = []
        unsafe try decompressor.update(bytes.span.bytes) { piece in
            unsafe piece.withUnsafeBytes { unsafe all.append(contentsOf: $0) }
        }
        try decompressor.finish()
        return all
    }
}
