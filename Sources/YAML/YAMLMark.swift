/// A place in a YAML text. Lines and columns start at 1; columns count code points, as people and libyaml do.
public struct YAMLMark: Hashable, Sendable, Comparable {
    /// Bytes before the place, from the start of the text; a byte order mark counts.
    public let offset: Int
    /// The line, from 1. A line ends at LF, CR, CR LF, NEL, LS or PS, as YAML 1.1 says.
    public let line: Int
    /// The column in code points, from 1. A byte order mark does not count.
    public let column: Int

    /// A place from its parts.
    public init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// The first place of any text.
    public static let start = YAMLMark(offset: 0, line: 1, column: 1)

    /// Earlier in the text.
    public static func < (left: YAMLMark, right: YAMLMark) -> Bool { left.offset < right.offset }
}

/// A stretch of a YAML text, from its first place to just behind its last.
public struct YAMLRange: Hashable, Sendable {
    /// The first place.
    public let start: YAMLMark
    /// The place just behind the last.
    public let end: YAMLMark

    /// A stretch from its two places.
    public init(start: YAMLMark, end: YAMLMark) {
        self.start = start
        self.end = end
    }
}
