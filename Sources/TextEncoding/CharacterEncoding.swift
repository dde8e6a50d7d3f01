/// A character encoding that files come in.
public struct CharacterEncoding: Sendable, Hashable {
    /// Its usual name in lower case, such as `gb18030`.
    public let name: String
    /// What the C library calls it; nil for UTF-8, which needs no conversion.
    let iconvName: String?
    /// How many bytes its units have: what is passed over when one is invalid.
    let unit: Int

    /// UTF-8.
    public static let utf8 = CharacterEncoding(name: "utf-8", iconvName: nil, unit: 1)

    // GBK and GB 2312 are parts of GB 18030, and files that claim to be one of them often are GB 18030.
    private static let known: [CharacterEncoding] = [
        utf8,
        CharacterEncoding(name: "gb18030", iconvName: "GB18030", unit: 1),
        CharacterEncoding(name: "gbk", iconvName: "GB18030", unit: 1),
        CharacterEncoding(name: "gb2312", iconvName: "GB18030", unit: 1),
        CharacterEncoding(name: "big5", iconvName: "BIG5", unit: 1),
        CharacterEncoding(name: "utf-16", iconvName: "UTF-16", unit: 2),
        CharacterEncoding(name: "utf-16le", iconvName: "UTF-16LE", unit: 2),
        CharacterEncoding(name: "utf-16be", iconvName: "UTF-16BE", unit: 2),
        CharacterEncoding(name: "utf-32le", iconvName: "UTF-32LE", unit: 4),
        CharacterEncoding(name: "utf-32be", iconvName: "UTF-32BE", unit: 4),
        CharacterEncoding(name: "windows-1252", iconvName: "CP1252", unit: 1),
        CharacterEncoding(name: "iso-8859-1", iconvName: "ISO-8859-1", unit: 1),
    ]

    private static let aliases = [
        "utf8": "utf-8", "gb-18030": "gb18030", "cp936": "gbk", "ascii": "utf-8", "us-ascii": "utf-8",
        "utf16": "utf-16",
        "utf16le": "utf-16le", "utf16be": "utf-16be", "latin1": "iso-8859-1", "cp1252": "windows-1252",
    ]

    /// The names of all encodings that can be read.
    public static var supported: [String] { known.map(\.name) }

    /// The encoding of a name, in any case; common other names are known too.
    ///
    /// - Throws: ``UnknownEncodingError``, which lists the names there are.
    public init(_ name: String) throws(UnknownEncodingError) {
        let lower = name.lowercased()
        let wanted = CharacterEncoding.aliases[lower] ?? lower
        guard let found = CharacterEncoding.known.first(where: { $0.name == wanted }) else {
            throw UnknownEncodingError(name: name)
        }
        self = found
    }

    private init(name: String, iconvName: String?, unit: Int) {
        (self.name, self.iconvName, self.unit) = (name, iconvName, unit)
    }
}

/// No encoding has this name.
public struct UnknownEncodingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The name that was given.
    public let name: String

    /// A sentence that lists the names there are.
    public var description: String {
        "unknown encoding \"\(name)\"; known are \(CharacterEncoding.supported.joined(separator: ", "))"
    }
}
