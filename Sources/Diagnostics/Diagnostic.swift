public import YAML

/// A stretch of a file.
public struct FilePlace: Sendable {
    /// The file.
    public let file: SourceFile
    /// The stretch; lines and columns count code points from 1.
    public let range: YAMLRange

    /// A location.
    public init(file: SourceFile, range: YAMLRange) {
        self.file = file
        self.range = range
    }

    /// `file:line:column`.
    public var description: String { "\(file.name):\(range.start.line):\(range.start.column)" }
}

/// One mistake in a file that a person wrote.
public struct Diagnostic: Sendable {
    /// A second place with its own words.
    public struct Label: Sendable {
        /// Where.
        public let location: FilePlace
        /// What is there; may be empty.
        public let text: String

        /// A label.
        public init(_ location: FilePlace, _ text: String) {
            self.location = location
            self.text = text
        }
    }

    /// The stable code.
    public let code: DiagnosticCode
    /// The headline.
    public var message: String
    /// Where; nil only for what has no place in a file, such as a missing directory.
    public var location: FilePlace?
    /// What stands under the caret: the evidence.
    public var evidence: String
    /// Other places that explain it.
    public var labels: [Label]
    /// What to do.
    public var help: [String]
    /// What else is worth knowing.
    public var notes: [String]

    /// A diagnostic; without a message the code's title is the headline.
    public init(
        _ code: DiagnosticCode, _ message: String? = nil, at location: FilePlace?, evidence: String = "",
        labels: [Label] = [], help: [String] = [], notes: [String] = []
    ) {
        self.code = code
        self.message = message ?? code.title
        self.location = location
        self.evidence = evidence
        self.labels = labels
        self.help = help
        self.notes = notes
    }

    /// How much it matters.
    public var severity: Severity { code.severity }
}
