/// A set of the columns of an entity's rows, such as those that a change altered.
///
/// Columns from 127 on share one place: with more columns than that, the set may say too much, never too little.
public struct ColumnSet: Sendable, Equatable {
    private var bits: UInt128 = 0

    /// The empty set.
    public init() {}

    /// A set of columns.
    public init(_ columns: some Sequence<Int>) {
        for column in columns { insert(column) }
    }

    /// Adds the column at `index`.
    @inline(__always) public mutating func insert(_ index: Int) {
        bits |= 1 << UInt128(min(max(index, 0), 127))
    }

    /// Whether the column at `index` is in the set.
    @inline(__always) public func contains(_ index: Int) -> Bool {
        bits >> UInt128(min(max(index, 0), 127)) & 1 != 0
    }

    /// Whether no column is in both sets.
    @inline(__always) public func isDisjoint(with other: ColumnSet) -> Bool { bits & other.bits == 0 }

    /// Whether no column is in the set.
    public var isEmpty: Bool { bits == 0 }
}
