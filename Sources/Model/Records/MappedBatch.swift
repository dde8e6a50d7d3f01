/// What a mapping made of a page: entity rows, and for every record what became of it.
///
/// Rows lie flat: row `i` has the values `values[rows[i].firstValue ..< + columns of its entity]`, one for each column
/// of the entity in the schema's order (``EntitySchema/columns``), null where the mapping gives none. The rows of one
/// record, its bundle, lie together, and a row comes after every row of the bundle that it refers to.
public struct MappedBatch: Sendable {
    /// One entity row.
    public struct Row: Sendable, Equatable {
        /// The entity's index in ``UnifiedSchema/entities``.
        public var entity: Int32
        /// The record's index in the page.
        public var record: Int32
        /// The index of the parent row in ``MappedBatch/rows`` (a `children:` entity's), or -1.
        public var parent: Int32
        /// The index of the row's first value.
        public var firstValue: Int32
        /// The entity's place in the mapping (``MappedBatch`` is of one mapping): which `to:` or `children:` entry it is.
        public var target: Int16
        /// A row that only names a thing so that others can refer to it (`reference: true`): it is resolved, never stored.
        public var isReference: Bool

        /// A row.
        public init(entity: Int, record: Int, parent: Int, firstValue: Int, target: Int, isReference: Bool) {
            self.entity = Int32(truncatingIfNeeded: entity)
            self.record = Int32(truncatingIfNeeded: record)
            self.parent = Int32(truncatingIfNeeded: parent)
            self.firstValue = Int32(truncatingIfNeeded: firstValue)
            self.target = Int16(truncatingIfNeeded: target)
            self.isReference = isReference
        }
    }

    /// What became of a record.
    public enum Outcome: Sendable, Equatable {
        /// It gave rows (perhaps none: every child was absent).
        case mapped
        /// A `when:` rule of the mapping left it out; the rule's index in the mapping.
        case filtered(rule: Int)
        /// It goes to quarantine whole; the reason is in ``MappedBatch/rejections``.
        case rejected
    }

    /// A record, or one child of it, that the mapping could not accept.
    public struct Rejection: Sendable, Equatable {
        /// The record's index in the page.
        public var record: Int
        /// Whether the whole bundle is held, or only this child row (and what lies below it).
        public var isWhole: Bool
        /// A stable code, such as `R2104`.
        public var code: String
        /// What is wrong, with the offending value cut to a bounded length.
        public var message: String
        /// The entity and field, such as `permit_limit.concentration`; empty when it is the record's own fault.
        public var target: String
        /// The source path with the positions of its lists, such as `$.pfkList[0].xzList[0].nddw`.
        public var path: String
        /// Line and column of the mapping file.
        public var line: Int
        /// See `line`.
        public var column: Int
        /// What the value was, cut to a bounded length.
        public var value: String

        /// A rejection.
        public init(
            record: Int, isWhole: Bool, code: String, message: String, target: String = "", path: String = "",
            line: Int = 0,
            column: Int = 0, value: String = ""
        ) {
            self.record = record
            self.isWhole = isWhole
            self.code = code
            self.message = message
            self.target = target
            self.path = path
            self.line = line
            self.column = column
            self.value = value
        }
    }

    /// A value that was altered or dropped by an `on_fail` policy: stored beside its row so that nothing changes silently.
    public struct Flag: Sendable, Equatable {
        /// The row's index in ``MappedBatch/rows``.
        public var row: Int
        /// The field's name.
        public var field: String
        /// The code of what was found, as in a rejection.
        public var code: String
        /// The value as it came, cut to a bounded length.
        public var value: String

        /// A flag.
        public init(row: Int, field: String, code: String, value: String) {
            self.row = row
            self.field = field
            self.code = code
            self.value = value
        }
    }

    /// The bytes of texts and lists.
    public var arena: [UInt8] = []
    /// The values, row by row.
    public var values: [MappedValue] = []
    /// The rows, bundle by bundle.
    public var rows: [Row] = []
    /// Where the rows of each record start, one more than there are records.
    public var rowStarts: [Int32] = [0]
    /// What became of each record of the page.
    public var outcomes: [Outcome] = []
    /// Why records and children were held.
    public var rejections: [Rejection] = []
    /// What was altered or dropped, in row order.
    public var flags: [Flag] = []

    /// An empty batch.
    public init() {}

    /// Empties the batch and keeps its memory for the next page.
    public mutating func removeAll() {
        arena.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        rowStarts.removeAll(keepingCapacity: true)
        rowStarts.append(0)
        outcomes.removeAll(keepingCapacity: true)
        rejections.removeAll(keepingCapacity: true)
        flags.removeAll(keepingCapacity: true)
    }

    /// The rows of record `index`.
    public func rowRange(of index: Int) -> Range<Int> {
        Int(rowStarts[index])..<Int(rowStarts[index + 1])
    }
}
