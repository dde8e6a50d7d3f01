public import YAML

/// A file that a person wrote, as diagnostics show it.
public final class SourceFile: Sendable {
    /// The name people see, relative to the hub directory.
    public let name: String
    /// The bytes as they lie in the file.
    public let bytes: [UInt8]
    /// Where each line starts; the byte order mark lies before the first.
    private let starts: [Int]

    /// A file from its name and bytes. A line ends at LF, CR, CR LF, NEL, LS or PS, as in YAML.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        starts = YAMLLines.starts(of: bytes)
    }

    /// A file from its name and text.
    public convenience init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// How many lines the file has.
    public var lineCount: Int { starts.count }

    /// The text of a line, from 1, without its line break; empty if there is no such line.
    public func line(_ number: Int) -> String {
        guard number >= 1, number <= starts.count else { return "" }
        let end = number < starts.count ? starts[number] : bytes.count
        let text = String(decoding: bytes[starts[number - 1]..<end], as: UTF8.self)
        let breaks: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
        var scalars = text.unicodeScalars
        while let last = scalars.last, breaks.contains(last) { scalars.removeLast() }
        return String(scalars)
    }

    /// The place `count` code points behind `mark` in the same line.
    public func mark(_ mark: YAMLMark, advancedBy count: Int) -> YAMLMark {
        var offset = mark.offset
        for _ in 0..<count where offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        }
        return YAMLMark(offset: offset, line: mark.line, column: mark.column + count)
    }

    /// The column of a mark in UTF-16 code units, from 0, as the Language Server Protocol counts.
    public func utf16Column(of mark: YAMLMark) -> Int {
        let before = line(mark.line).unicodeScalars.prefix(mark.column - 1)
        return before.reduce(0) { $0 + ($1.value > 0xFFFF ? 2 : 1) }
    }
}
