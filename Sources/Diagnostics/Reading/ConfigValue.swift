public import YAML

/// A value of a file with all that is needed to say where it is wrong.
public struct ConfigValue {
    /// The node.
    public let node: YAMLNode
    /// The file.
    public let source: SourceFile
    /// Takes the mistakes.
    public let bag: DiagnosticBag

    /// A value from its parts.
    public init(node: YAMLNode, source: SourceFile, bag: DiagnosticBag) {
        self.node = node
        self.source = source
        self.bag = bag
    }

    /// Where the value stands.
    public var location: FilePlace { FilePlace(file: source, range: node.range) }

    /// Whether the value is a list.
    public var isList: Bool { node.items != nil }
    /// Whether the value is a mapping.
    public var isMapping: Bool { node.entries != nil }

    /// Another node of the same file.
    public func child(_ node: YAMLNode) -> ConfigValue { ConfigValue(node: node, source: source, bag: bag) }

    /// Reports a mistake at this value, or at another range of its file.
    public func report(
        _ code: DiagnosticCode, _ message: String, at range: YAMLRange? = nil, evidence: String = "",
        labels: [Diagnostic.Label] = [], help: [String] = []
    ) {
        let location = FilePlace(file: source, range: range ?? node.range)
        bag.add(Diagnostic(code, message, at: location, evidence: evidence, labels: labels, help: help))
    }

    /// Reports something that is missing in this mapping, at its first key.
    public func reportHead(_ code: DiagnosticCode, _ message: String, help: [String] = []) {
        report(code, message, at: node.entries?.first?.keyRange, help: help)
    }

    /// Reports a value that is not possible: "`x` is not a duration", and how one is written.
    public func reportInvalid(_ what: String, help: String) {
        report(.invalidValue, "`\((node.text ?? "").prefix(80))` is not \(what)", help: [help])
    }

    /// Says what kind of value was found.
    func reportKind(expected: String) {
        let found =
            switch node.content {
            case .scalar: node.isNothing ? "nothing" : "a text"
            case .mapping: "a mapping"
            case .sequence: "a list"
            }
        // Typed with a Chinese keyboard, a key and its value are one text.
        let isFullWidth = node.text?.contains("：") ?? false
        let help = isFullWidth ? ["`：` is a full-width colon; YAML wants `:` and a blank"] : []
        report(.wrongKind, "expected \(expected), found \(found)", help: help)
    }
}

extension ConfigValue {
    /// The mapping with these keys; any other key is reported.
    public func reader(keys: [String]) -> ConfigReader? {
        guard let entries = node.entries else {
            reportKind(expected: "a mapping")
            return nil
        }
        return ConfigReader(self, entries: entries, keys: keys)
    }

    /// The entries of a mapping whose keys are the file's own names.
    public func entries() -> [(name: String, nameLocation: FilePlace, value: ConfigValue)]? {
        guard let entries = node.entries else {
            reportKind(expected: "a mapping")
            return nil
        }
        return entries.map { ($0.key, FilePlace(file: source, range: $0.keyRange), child($0.value)) }
    }

    /// The items of a list.
    public func list() -> [ConfigValue]? {
        guard let items = node.items else {
            reportKind(expected: "a list")
            return nil
        }
        return items.map(child)
    }

    /// The items of a list, or the single value as a list of one.
    public func listOrOne() -> [ConfigValue] { node.items?.map(child) ?? [self] }

    /// The texts of a list; items that are not text are reported and left out.
    public func texts() -> [String]? { list()?.compactMap { $0.text(allowingEmpty: true) } }
}
