import Diagnostics
import YAML

extension FeedDefinition {
    /// Reports keys that are not allowed and keys that are missing.
    mutating func checkKeys(of node: YAMLNode, allowed: [String], required: [String] = []) {
        for entry in node.entries ?? [] where !allowed.contains(entry.key) {
            report(
                .unknownKey, "unknown key `\(entry.key)`", at: entry.keyRange,
                help: Suggestion.help(for: entry.key, among: allowed))
        }
        for key in required where node[key] == nil {
            report(.missingKey, "the key `\(key)` is missing", at: node.range)
        }
    }

    /// The entries of a mapping; reports anything else.
    mutating func mapping(_ node: YAMLNode) -> [YAMLEntry]? {
        if node.entries == nil { report(.wrongKind, "a mapping is expected", at: node.range) }
        return node.entries
    }

    /// A text that is not empty; reports anything else.
    mutating func text(_ node: YAMLNode) -> String? {
        guard let text = node.text, !text.isEmpty else {
            report(.wrongKind, "a text is expected", at: node.range)
            return nil
        }
        return text
    }

    /// One of some words; reports anything else.
    mutating func word<Value>(_ node: YAMLNode, _ words: [(String, Value)]) -> Value? {
        guard let text = text(node) else { return nil }
        if let known = words.first(where: { $0.0 == text }) { return known.1 }
        report(
            .invalidValue, "`\(text)` is not possible here", at: node.range,
            help: Suggestion.help(for: text, among: words.map(\.0)))
        return nil
    }

    /// A duration such as `90d`, `12h`, `2w`, in milliseconds; from one hour to 100 years.
    mutating func duration(_ node: YAMLNode) -> Int64? {
        guard let text = text(node) else { return nil }
        let units: [Character: Int64] = ["h": 3_600_000, "d": 86_400_000, "w": 604_800_000]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count > 0,
            count <= 100 * 366 * 86_400_000 / unit
        else {
            report(
                .invalidValue, "`\(text)` is not a duration", at: node.range,
                help: "write hours, days or weeks: `12h`, `90d`, `8w`")
            return nil
        }
        return count * unit
    }
}
