/// How compressed bytes are wrapped.
public enum CompressedFormat: Sendable {
    /// RFC 1952: `.gz` files and `Content-Encoding: gzip`.
    case gzip
    /// RFC 1950: `Content-Encoding: deflate`.
    case zlib
    /// RFC 1951: no header and no checksum, as inside a ZIP file.
    case raw

    /// zlib's `windowBits` for a window of 32 KiB.
    var windowBits: CInt {
        switch self {
        case .gzip: 15 + 16
        case .zlib: 15
        case .raw: -15
        }
    }
}
