/// Why a text is no XML page for us. All that the parser had to say is kept.
public struct XMLError: Error, Equatable, Sendable {
    /// Which kind of obstacle it is.
    public enum Kind: Equatable, Sendable {
        /// The text is not well-formed, or its bytes are not of its encoding.
        case malformed
        /// The text has a document type declaration: it can hold bombs and references to files, so none is read.
        case documentType
        /// The text is deeper or longer than allowed.
        case limit
        /// The encoding is not known.
        case encoding
    }

    /// One complaint and its place.
    public struct Problem: Equatable, Sendable, CustomStringConvertible {
        /// What is wrong; never longer than 200 characters.
        public let message: String
        /// The line, from 1; 0 when there is no place.
        public let line: Int
        /// The column, from 1, as the parser counts it; 0 when it is not known.
        public let column: Int
        /// `line 3, column 14: Opening and ending tag mismatch`.
        public var description: String { "line \(line), column \(column): \(message)" }
    }

    /// Which kind of obstacle it is.
    public let kind: Kind
    /// The complaints in the order of the text, at least one.
    public let problems: [Problem]
    /// Whether the text ends too early: a page cut on its way.
    public let isTruncated: Bool

    init(_ kind: Kind, _ problems: [Problem], isTruncated: Bool = false) {
        self.kind = kind
        self.problems = problems
        self.isTruncated = isTruncated
    }

    init(_ kind: Kind, _ message: String, line: Int = 0, column: Int = 0, isTruncated: Bool = false) {
        let problem = Problem(message: message, line: line, column: column)
        self.init(kind, [problem], isTruncated: isTruncated)
    }
}

extension XMLError: CustomStringConvertible {
    /// The first complaint.
    public var description: String { problems.first?.description ?? "not XML" }
}
