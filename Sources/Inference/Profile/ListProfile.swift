/// What was seen of the records, or of the items of a list in them.
public struct ListProfile: Sendable {
    /// Where the list lies in its parent, as `each:` writes it; empty for the records themselves.
    public internal(set) var each: String
    /// The name of the list.
    public let name: String
    /// How many items were seen.
    public internal(set) var count = 0
    /// The most items that one record had.
    public internal(set) var most = 0
    /// The fields in the order in which they were first seen.
    public internal(set) var fields: [FieldProfile] = []
    /// The lists inside.
    public internal(set) var lists: [ListProfile] = []
    var rows = SampleRows()

    init(each: String, name: String) {
        self.each = each
        self.name = name
    }

    /// The field of a path.
    public func field(_ path: String) -> FieldProfile? { fields.first { $0.path == path } }

    /// The fields that together tell the items apart: one that does alone first, else the fewest that do; empty when
    /// nothing does.
    public var candidateKeys: [[String]] {
        let alone = fields.filter { $0.isUnique && $0.filled == count && $0.longest <= 200 }.map { [$0.path] }
        return alone.isEmpty ? rows.key(of: fields).map { [$0] } ?? [] : alone
    }

    /// The fields that may say when a record was last changed: moments, likely names first.
    public var candidateCursors: [String] {
        let moments = fields.filter { field in
            field.filled * 10 >= count * 9
                && field.share { if case .datetime = $0 { true } else { false } } > 0.95
        }
        let words = ["gxsj", "update", "modif", "更新", "修改", "changed", "last", "gx", "xgsj"]
        func isLikely(_ field: FieldProfile) -> Bool { words.contains { field.name.lowercased().contains($0) } }
        return moments.filter(isLikely).map(\.path) + moments.filter { !isLikely($0) }.map(\.path)
    }
}
