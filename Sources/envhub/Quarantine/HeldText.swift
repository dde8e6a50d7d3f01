import Storage
import Terminal

/// How much is held, in words.
enum HeldText {
    /// Such as `1 record and 2 parts of records are still held`.
    static func sentence(_ held: HeldCounts, still: Bool = false) -> String {
        var words: [String] = []
        if held.records > 0 { words.append(HumanFormat.count(held.records, "record")) }
        if held.parts > 0 { words.append(HumanFormat.count(held.parts, "part of a record", "parts of records")) }
        return words.joined(separator: " and ") + (held.all == 1 ? " is" : " are") + (still ? " still held" : " held")
    }

    /// Of each connector that holds parts of stored records, a line: no count of a run's records shows them.
    static func parts(of connectors: [String], in store: Store) throws -> [String] {
        var seen: Set<String> = []
        return try connectors.filter { seen.insert($0).inserted }.compactMap { name in
            let held = HeldCounts(parts: try store.held(of: name).parts)
            return held.parts == 0
                ? nil : "\(name): \(sentence(held)), the rest is stored: envhub quarantine list --connector \(name)"
        }
    }
}
