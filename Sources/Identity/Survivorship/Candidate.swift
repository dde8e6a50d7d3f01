public import Model

/// A member of a thing: what one system calls by one key, with what it says.
public struct Candidate: Sendable {
    /// The system's name.
    public var system: String
    /// The key that the system uses; no two candidates have the same system and key.
    public var key: String
    /// A value for each column of the entity; those that are missing at the end are null.
    public var values: RowValues
    /// When each column was said, in milliseconds since 1970; empty, or shorter than the columns, where nobody knows.
    public var times: [Int64]

    /// A member.
    public init(system: String, key: String, values: RowValues, times: [Int64] = []) {
        self.system = system
        self.key = key
        self.values = values
        self.times = times
    }

    /// Whether it has a value in each of the columns.
    func says(_ columns: Range<Int>) -> Bool {
        columns.upperBound <= values.values.count && columns.allSatisfy { values.values[$0].kind != .null }
    }

    /// Whether both say the same in each of the columns.
    func says(_ columns: Range<Int>, as other: Candidate) -> Bool {
        columns.allSatisfy { values.equals($0, other.values.values[$0], in: other.values.arena) }
    }

    /// When the last of the columns was said; what has no time is older than anything.
    func time(_ columns: Range<Int>) -> Int64 {
        columns.map { $0 < times.count ? times[$0] : .min }.max() ?? .min
    }

    /// How much a text or a list says: characters, or items.
    func extent(_ column: Int) -> Int {
        let value = values.values[column]
        let bytes = values.arena[value.range]
        if value.kind == .list { return ListItems.of(bytes).count }
        // The first byte of each character.
        return bytes.count { $0 & 0xC0 != 0x80 }
    }
}
