/// Rows as they came: the text of all values in one buffer, and where each value lies in it.
public struct ODBCRows: Sendable {
    /// Where a value lies.
    public struct Cell: Equatable, Sendable {
        /// The start in `bytes`.
        public let offset: Int
        /// The length in bytes; 0 for the empty text and for NULL.
        public let count: Int
        /// Whether the value is NULL.
        public let isNull: Bool
    }

    /// The text of all values.
    public var bytes: [UInt8] = []
    /// The values, row after row.
    public var cells: [Cell] = []
    /// How many columns a row has.
    public internal(set) var columnCount = 0

    /// No rows.
    public init() {}

    /// How many rows there are.
    public var count: Int { columnCount == 0 ? 0 : cells.count / columnCount }

    /// The value in a row and column, both from 0.
    public func cell(_ row: Int, _ column: Int) -> Cell { cells[row * columnCount + column] }

    /// A value as a string, nil for NULL: not for the hot path.
    public func string(_ row: Int, _ column: Int) -> String? {
        let cell = cell(row, column)
        return cell.isNull ? nil : String(decoding: bytes[cell.offset..<(cell.offset + cell.count)], as: UTF8.self)
    }

    /// Drops the rows and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }
}
