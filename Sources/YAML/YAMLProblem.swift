/// What kind of mistake a text has.
public enum YAMLProblemKind: Sendable, Hashable {
    /// It is not YAML.
    case syntax
    /// YAML that this reader leaves out on purpose: anchors, aliases, tags, merge keys, several documents.
    case unsupported
    /// A key stands twice in one mapping.
    case duplicateKey
    /// Too large, too deep or too many nodes.
    case limit
}

/// A mistake in a YAML text, with its place.
public struct YAMLProblem: Error, Sendable {
    /// The kind of mistake.
    public let kind: YAMLProblemKind
    /// What is wrong, one sentence without a full stop.
    public let message: String
    /// Where.
    public let range: YAMLRange
    /// A second place that explains the first, such as the first of two equal keys.
    public let related: YAMLRange?
    /// What to do, if there is something short to say.
    public let help: String?

    init(
        _ kind: YAMLProblemKind, _ message: String, at range: YAMLRange, related: YAMLRange? = nil, help: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.range = range
        self.related = related
        self.help = help
    }
}
