/// A SHA-256 value: 32 bytes (FIPS 180-4), kept without a heap allocation.
public struct SHA256Digest: Sendable, Hashable {
    /// The eight words, in the order of the bytes.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Its size in bytes.
    public static let byteCount = 32

    /// Lets the closure fill the 32 bytes.
    init(filling fill: (UnsafeMutablePointer<UInt8>) -> Void) {
        unsafe withUnsafeMutableBytes(of: &words) { buffer in
            unsafe fill(buffer.baseAddress!.assumingMemoryBound(to: UInt8.self))
        }
    }

    /// A digest from its bytes; nil when they are not 32.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        unsafe withUnsafeMutableBytes(of: &words) { unsafe $0.copyBytes(from: bytes) }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withBytes { Array(copying: $0) } }

    /// Lowercase hexadecimal, 64 characters.
    public var hex: String { Hex.encode(bytes) }

    /// Hands out the bytes without copying them.
    public func withBytes<Result>(_ body: (RawSpan) throws -> Result) rethrows -> Result {
        try unsafe withUnsafeBytes(of: words) { try unsafe body($0.bytes) }
    }

    /// Equal digests; not in constant time (see `constantTimeEqual`).
    public static func == (one: SHA256Digest, other: SHA256Digest) -> Bool { one.words == other.words }

    /// Hashes the first word, which is as random as the whole.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension [UInt8] {
    /// A copy of a span.
    init(copying span: RawSpan) {
        self = unsafe span.withUnsafeBytes { unsafe Array($0) }
    }
}
