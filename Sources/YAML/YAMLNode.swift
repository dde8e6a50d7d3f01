/// How a scalar was written. Only a plain scalar can be "nothing": `key:` is an empty plain scalar, `key: ""` a text.
public enum YAMLScalarStyle: Sendable, Hashable {
    /// Without quotes.
    case plain
    /// In single quotes.
    case singleQuoted
    /// In double quotes, with escapes.
    case doubleQuoted
    /// A `|` block, line breaks kept.
    case literal
    /// A `>` block, line breaks folded.
    case folded
}

/// One entry of a mapping, in the order of the file.
public struct YAMLEntry: Sendable {
    /// The key's text.
    public let key: String
    /// Where the key stands.
    public let keyRange: YAMLRange
    /// What it is set to.
    public let value: YAMLNode
}

/// What a node holds. Scalars are untyped: `01234`, `no` and `1_000` stay the texts they are.
public indirect enum YAMLContent: Sendable {
    /// A text and how it was written.
    case scalar(String, YAMLScalarStyle)
    /// Entries in the order of the file, each key once.
    case mapping([YAMLEntry])
    /// Items in order.
    case sequence([YAMLNode])
}

/// A node of a YAML tree with its exact place.
public struct YAMLNode: Sendable {
    /// What the node holds.
    public let content: YAMLContent
    /// Where it stands; quotes and brackets included.
    public let range: YAMLRange

    /// A node from its parts.
    public init(content: YAMLContent, range: YAMLRange) {
        self.content = content
        self.range = range
    }

    /// The scalar's text, or nil if the node is a mapping or a sequence.
    public var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The mapping's entries, or nil.
    public var entries: [YAMLEntry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The sequence's items, or nil.
    public var items: [YAMLNode]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    /// Whether nothing was written, as in `key:`.
    public var isNothing: Bool {
        if case .scalar(let text, .plain) = content { text.isEmpty } else { false }
    }

    /// The value of a key of a mapping, or nil.
    public subscript(key: String) -> YAMLNode? {
        entries?.first { $0.key == key }?.value
    }
}
