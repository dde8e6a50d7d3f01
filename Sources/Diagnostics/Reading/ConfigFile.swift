public import YAML

/// A YAML file of a hub directory, parsed, with the bag that takes what is wrong with it.
///
/// Reading never stops at a mistake: a value that cannot be read is nil, the reason is in the bag, and the reader goes
/// on with the next key.
///
///     let file = ConfigFile(name: "connectors/a.yaml", bytes: bytes, bag: bag)
///     let root = file.root(keys: ["connector", "limits"])
///     let name = root?.required("connector")?.text()
///     let limits = root?.optional("limits")?.reader(keys: ["rate", "timeout"])
///     let timeout = limits?.optional("timeout")?.duration() ?? .seconds(30)
public struct ConfigFile {
    /// The text, for locations.
    public let source: SourceFile
    /// The tree, or nil for an empty or broken file.
    public let node: YAMLNode?
    /// Takes the mistakes.
    public let bag: DiagnosticBag
    /// Whether the text is YAML as it is read here, without any mistake.
    public let isSound: Bool

    /// Parses a file; its problems go to the bag.
    public init(name: String, bytes: [UInt8], bag: DiagnosticBag, limits: YAMLLimits = YAMLLimits()) {
        source = SourceFile(name: name, bytes: bytes)
        self.bag = bag
        let before = bag.errorCount
        let document = YAMLDocument(parsing: bytes, limits: limits)
        bag.add(document.problems, of: source)
        node = document.root
        if node == nil, document.problems.isEmpty {
            let start = YAMLRange(start: .start, end: .start)
            bag.add(Diagnostic(.missingKey, "the file is empty", at: FilePlace(file: source, range: start)))
        }
        isSound = bag.errorCount == before
    }

    /// The whole file as a value.
    public var value: ConfigValue? { node.map { ConfigValue(node: $0, source: source, bag: bag) } }

    /// The file as a mapping with these keys.
    public func root(keys: [String]) -> ConfigReader? { value?.reader(keys: keys) }
}
