import CZlib

/// Packs bodies, one after the other, with one state (256 KiB): making a new one for each costs more than packing a
/// small body. One thread at a time.
@safe public final class Compressor {
    private let stream: UnsafeMutablePointer<z_stream>

    /// A compressor.
    ///
    /// - Parameter level: 1 is fast, 9 is small; zlib itself takes 6. Others are brought into that range.
    /// Throws `noMemory`.
    public init(_ format: CompressedFormat = .gzip, level: Int = 6) throws(CompressionError) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let code = unsafe deflateInit2_(
            stream, CInt(min(max(level, 1), 9)), Z_DEFLATED, format.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            CInt(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw .noMemory }
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// The packed bytes, whole.
    public func compress(_ bytes: RawSpan) throws(CompressionError) -> [UInt8] {
        guard bytes.byteCount <= Int(CUnsignedInt.max), unsafe deflateReset(stream) == Z_OK else { throw .noMemory }
        let room = unsafe Int(deflateBound(stream, UInt(bytes.byteCount)))
        guard room <= Int(CUnsignedInt.max) else { throw .noMemory }
        var code = Z_OK
        let packed = unsafe bytes.withUnsafeBytes { source in
            unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
                // zlib reads through a pointer that is not const for old compilers' sake.
                unsafe stream.pointee.next_in = UnsafeMutablePointer(
                    mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
                unsafe stream.pointee.avail_in = CUnsignedInt(source.count)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = CUnsignedInt(room)
                code = unsafe deflate(stream, Z_FINISH)
                count = unsafe room - Int(stream.pointee.avail_out)
            }
        }
        guard code == Z_STREAM_END else { throw .noMemory }
        return packed
    }

    /// The packed bytes, whole.
    public func compress(_ bytes: [UInt8]) throws(CompressionError) -> [UInt8] { unsafe try compress(bytes.span.bytes) }
}
