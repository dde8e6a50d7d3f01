/// The limits of a text from outside.
public struct YAMLLimits: Sendable {
    /// Bytes of the text.
    public var bytes = 8 << 20
    /// Mappings and sequences inside one another.
    public var depth = 64
    /// Scalars, mappings and sequences together.
    public var nodes = 1_000_000
    /// Problems kept; reading stops after the last.
    public var problems = 100

    /// The usual limits.
    public init() {}
}

/// A parsed text: its tree as far as it could be read, and every mistake found.
public struct YAMLDocument: Sendable {
    /// The tree, or nil if the text is empty or too broken to have one.
    public let root: YAMLNode?
    /// The mistakes, in the order of the text; empty for a sound document.
    public let problems: [YAMLProblem]

    /// Reads one document of UTF-8 text, with or without a byte order mark.
    ///
    /// The reader knows YAML 1.1's syntax without its types, anchors, aliases, tags, merge keys and document streams.
    /// Those and double keys are problems, after which reading goes on; a syntax error or a limit ends it.
    public init(parsing bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) {
        let lines = LineIndex(bytes)
        guard bytes.count <= limits.bytes else {
            let here = YAMLRange(start: .start, end: .start)
            self.root = nil
            self.problems = [
                YAMLProblem(.limit, "the text has \(bytes.count) bytes, more than \(limits.bytes)", at: here)
            ]
            return
        }
        let events = EventStream(bytes, lines: lines)
        var builder = TreeBuilder(events: events, limits: limits)
        self.root = builder.document()
        self.problems = builder.problems
    }

    /// Reads one document of text.
    public init(parsing text: String, limits: YAMLLimits = YAMLLimits()) {
        self.init(parsing: Array(text.utf8), limits: limits)
    }
}
