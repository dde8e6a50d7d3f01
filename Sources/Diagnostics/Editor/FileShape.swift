/// What a value of people's files may be, as far as an editor can check it while it is written: keys, words, lists. Made of
/// the same lists of keys that the readers take, so that both know the same keys.
///
/// Nothing behind a key is always allowed: the readers take it as if the key were not there.
public indirect enum FileShape: Sendable {
    /// Anything.
    case any
    /// A text, number, `true` or `false`: scalars are read as they are written.
    case text
    /// One of these words.
    case words([String])
    /// A list.
    case list(FileShape)
    /// A mapping with these keys and no other.
    case keys([Key], required: [String])
    /// A mapping whose keys are the file's own names.
    case entries(FileShape)
    /// One of several.
    case either([FileShape])
    /// The definition of that name: shapes that hold themselves.
    case named(String)
    /// A mapping whose other keys depend on the word behind one key.
    case byWord(key: String, [(word: String, shape: FileShape)])

    /// A key with what stands behind it.
    public struct Key: Sendable {
        /// The key.
        public let name: String
        /// What stands behind it.
        public let shape: FileShape
    }

    /// A text or a list of texts.
    public static let texts = FileShape.either([.text, .list(.text)])

    /// A mapping with the keys of a reader; `known` says of some what stands behind them, `rest` of all others.
    public static func keys(
        _ names: [String], _ known: [String: FileShape] = [:], rest: FileShape = .text, required: [String] = []
    ) -> FileShape {
        .keys(names.map { Key(name: $0, shape: known[$0] ?? rest) }, required: required)
    }
}

/// The shape of one kind of file, from which a JSON Schema for editors is made.
public struct EditorSchema: Sendable {
    /// What the schema's file is called: `mapping`.
    public let name: String
    /// What the files are.
    public let title: String
    /// Where they are in a hub directory.
    public let files: String
    /// A whole file.
    public let root: FileShape
    /// The shapes that ``FileShape/named(_:)`` means.
    public let definitions: [(name: String, shape: FileShape)]

    /// A schema.
    public init(
        name: String, title: String, files: String, root: FileShape,
        definitions: [(name: String, shape: FileShape)] = []
    ) {
        (self.name, self.title, self.files, self.root, self.definitions) = (name, title, files, root, definitions)
    }
}
