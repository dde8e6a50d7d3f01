/// The mark at a file's start that tells its encoding.
public enum ByteOrderMark: Sendable, CaseIterable {
    /// EF BB BF
    case utf8
    /// FF FE 00 00, looked for before ``utf16LittleEndian``
    case utf32LittleEndian
    /// 00 00 FE FF
    case utf32BigEndian
    /// FF FE
    case utf16LittleEndian
    /// FE FF
    case utf16BigEndian
    /// 84 31 95 33
    case gb18030

    /// The mark's bytes.
    public var bytes: [UInt8] {
        switch self {
        case .utf8: [0xef, 0xbb, 0xbf]
        case .utf32LittleEndian: [0xff, 0xfe, 0, 0]
        case .utf32BigEndian: [0, 0, 0xfe, 0xff]
        case .utf16LittleEndian: [0xff, 0xfe]
        case .utf16BigEndian: [0xfe, 0xff]
        case .gb18030: [0x84, 0x31, 0x95, 0x33]
        }
    }

    /// The name of the encoding that the mark tells.
    public var encodingName: String {
        switch self {
        case .utf8: "utf-8"
        case .utf32LittleEndian: "utf-32le"
        case .utf32BigEndian: "utf-32be"
        case .utf16LittleEndian: "utf-16le"
        case .utf16BigEndian: "utf-16be"
        case .gb18030: "gb18030"
        }
    }

    /// The mark at the start of a file's first four bytes or more; nil when there is none.
    public static func detect(_ bytes: some Collection<UInt8>) -> ByteOrderMark? {
        allCases.first { bytes.starts(with: $0.bytes) }
    }
}
