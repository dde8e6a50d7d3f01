/// Why a text is not JSON (RFC 8259) or is over a limit, and where.
public struct JSONError: Error, Equatable, Sendable {
    /// What is wrong, as the end of a sentence; holds nothing of the text.
    public let message: String
    /// The place in bytes from the start of the page.
    public let offset: Int
    /// The place as a line, from 1.
    public let line: Int
    /// The place in that line in Unicode scalars, from 1.
    public let column: Int
    /// Whether the text is the beginning of something that could be valid: a page cut on its way.
    public let isTruncated: Bool
}

extension JSONError: CustomStringConvertible {
    /// `line 3, column 14: expected ‘,’ or the end of the array or object`.
    public var description: String { "line \(line), column \(column): \(message)" }
}
