import Model

/// A feed's `where:`, compiled to a few operations on one row.
///
/// The operations stand in the order of a stack machine, whose stack is two words: one bit for true and one for unknown
/// per place. So a row is judged without a branch of the heap, and with the three values of SQL: what is compared with
/// nothing is unknown, and only what is true belongs.
struct RowFilter: Sendable, Equatable {
    enum Comparison: UInt8, Sendable {
        case equal
        case notEqual
        case less
        case lessOrEqual
        case greater
        case greaterOrEqual

        /// Whether an ordering of -1, 0 or 1 fulfils it.
        @inline(__always) func holds(_ order: Int) -> Bool {
            switch self {
            case .equal: order == 0
            case .notEqual: order != 0
            case .less: order < 0
            case .lessOrEqual: order <= 0
            case .greater: order > 0
            case .greaterOrEqual: order >= 0
            }
        }
    }

    enum Operation: Sendable, Equatable {
        /// The column's text against a literal in ``RowFilter/literals``.
        case text(column: Int, Comparison, Range<Int>)
        /// The column's number, day, moment or truth value against `mantissa × 10^exponent`.
        case number(column: Int, Comparison, mantissa: Int64, exponent: Int)
        /// Whether the column's list holds a literal, which is kept as a JSON string.
        case holds(column: Int, Range<Int>)
        case isNull(column: Int)
        case and
        case or
        case not
    }

    /// The deepest stack: both words have this many bits.
    static let depth = 64

    var operations: [Operation] = []
    var literals: [UInt8] = []

    func appendMeaning(to out: inout [UInt8]) {
        out += Array("\(operations)".utf8)
        out += literals
    }
}
