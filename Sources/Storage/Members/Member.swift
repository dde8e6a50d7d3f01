public import Model

/// What one system calls by one key: one of those that may be one thing of a linked entity.
///
///     system 危废 key G001 ──┐
///     system 排污许可 key …001P ──┼──> row 17: 清远市宏祥陶瓷有限公司
///     system 固废 key 4418…001 ──┘
public struct Member: Sendable, Equatable {
    /// Its number: a row's number, given once. It is what references and records keep.
    public var id: Int64
    /// The entity's number.
    public var entity: Int64
    /// The system's number.
    public var system: Int64
    /// What the system calls it.
    public var key: [UInt8]
    /// The thing that it belongs to now; 0 before it has one.
    public var row: Int64 = 0
    /// How many records speak of it: 0 when records only refer to it, ``unspoken`` when none does that any more.
    public var records: Int64 = Member.unspoken
    /// The record that alone speaks of it; 0 when several or none do.
    public var record: Int64 = 0
    /// What is said of it: of several records, for each column the newest value; of none, its ``mention``.
    public var values = RowValues()
    /// Which record each column is from; empty when one alone speaks.
    public var speakers: [Int64] = []

    /// What records that only refer to it say of it.
    public var mention: RowValues?

    /// The count of records of a member that its system has taken back.
    public static let unspoken: Int64 = -1

    /// A member that nothing is known of yet.
    public init(id: Int64, entity: Int64, system: Int64, key: [UInt8]) {
        self.id = id
        self.entity = entity
        self.system = system
        self.key = key
    }

    /// Whether any record speaks of it: only then has it values that others may see.
    public var isStated: Bool { records > 0 }

    /// Whether linking looks at it: it is spoken of or referred to.
    public var isStanding: Bool { records >= 0 }

    /// The record that a column's value is from.
    public func speaker(of column: Int) -> Int64 { column < speakers.count ? speakers[column] : record }
}
