import YAML

/// Reads a mapping with declared keys. An unknown key is reported when the reader is made, with the likeliest meant.
public struct ConfigReader {
    /// The mapping.
    public let value: ConfigValue
    private let keys: [String]
    /// The keys that a misspelt one was taken for: their absence has been told.
    private let meant: Set<String>

    init(_ value: ConfigValue, entries: [YAMLEntry], keys: [String]) {
        self.value = value
        self.keys = keys
        var meant: Set<String> = []
        for entry in entries where !keys.contains(entry.key) {
            if let near = Suggestion.nearest(to: entry.key, among: keys) { meant.insert(near) }
            value.report(
                .unknownKey, "unknown key `\(entry.key.prefix(80))`", at: entry.keyRange,
                evidence: Suggestion.help(for: entry.key, among: keys))
        }
        self.meant = meant
    }

    /// The value of a key, or nil if the key is absent or nothing is written behind it.
    public func optional(_ key: String) -> ConfigValue? {
        assert(keys.contains(key), "the key \(key) is not declared")
        guard let node = value.node[key], !node.isNothing else { return nil }
        return value.child(node)
    }

    /// The value of a key; its absence is reported at the mapping's first line.
    public func required(_ key: String) -> ConfigValue? {
        if let found = optional(key) { return found }
        if let empty = value.node[key] {
            value.report(.missingKey, "`\(key)` has no value", at: empty.range)
        } else if !meant.contains(key) {
            value.reportHead(.missingKey, "the key `\(key)` is missing")
        }
        return nil
    }

    /// Whether the key stands in the mapping, with a value or without.
    public func has(_ key: String) -> Bool { value.node[key] != nil }

    /// Where a key stands.
    public func keyLocation(_ key: String) -> FilePlace? {
        value.node.entries?.first { $0.key == key }.map { FilePlace(file: value.source, range: $0.keyRange) }
    }

    /// The one key of several that exclude each other. More than one is reported; none is too, if one is required.
    public func one(of choices: [String], required: Bool = true) -> (key: String, value: ConfigValue)? {
        let present = choices.filter { has($0) }
        if present.count > 1, let second = value.node.entries?.first(where: { $0.key == present[1] }) {
            value.report(
                .conflictingKeys, "`\(present[0])` and `\(present[1])` exclude each other", at: second.keyRange)
        }
        guard let key = present.first else {
            let list = choices.map { "`\($0)`" }.joined(separator: ", ")
            let isTold = choices.contains { meant.contains($0) }
            if required, !isTold { value.reportHead(.missingKey, "one of the keys \(list) is missing") }
            return nil
        }
        return self.required(key).map { (key, $0) }
    }
}
