import Model
import SQLite

/// Inserts rows of one table in groups: one statement for sixteen rows opens its cursors once, and finds its way into the
/// table once where the keys rise.
///
/// Rows wait until a group is full or ``flush()`` is called, which must be before anything reads the table.
final class GroupedInsertion {
    /// The cells of rows that wait. A row is filled in one go: the compiler guards what a class holds against being changed
    /// twice at a time, and would do it anew for every cell.
    struct Cells {
        fileprivate struct Cell {
            enum Kind { case integer, real, text, blob, null }
            var kind: Kind
            /// The number (a real's bit pattern), or where the bytes begin in the arena.
            var payload: Int64
            var length: Int
        }

        fileprivate var cells: [Cell] = []
        fileprivate var arena: [UInt8] = []

        /// The next cell of the row that is being made.
        @inline(__always) mutating func add(_ number: Int64) {
            cells.append(Cell(kind: .integer, payload: number, length: 0))
        }

        /// The next cell, a number or nothing.
        @inline(__always) mutating func add(_ number: Int64?) {
            if let number { add(number) } else { cells.append(Cell(kind: .null, payload: 0, length: 0)) }
        }

        /// The next cell, a value of a mapped row; its bytes, from `bytes`, are copied.
        @inline(__always) mutating func add(_ value: MappedValue, from bytes: [UInt8]) {
            switch value.kind {
            case .null: cells.append(Cell(kind: .null, payload: 0, length: 0))
            case .text, .list, .key:
                cells.append(Cell(kind: .text, payload: Int64(arena.count), length: Int(value.length)))
                arena.append(contentsOf: bytes[value.range])
            case .integer, .bool, .datetime, .reference, .row: add(value.payload)
            case .decimal:
                cells.append(Cell(kind: .real, payload: Int64(bitPattern: value.double.bitPattern), length: 0))
            case .date:
                let start = arena.count
                value.appendDateText(to: &arena)
                cells.append(Cell(kind: .text, payload: Int64(start), length: arena.count - start))
            }
        }

        /// The next cell, a text; its bytes are copied.
        @inline(__always) mutating func add(text: [UInt8]) { add(.text, text) }

        /// The next cell, a text; its bytes are copied.
        @inline(__always) mutating func add(text: RawSpan) {
            cells.append(Cell(kind: .text, payload: Int64(arena.count), length: text.byteCount))
            unsafe text.withUnsafeBytes { unsafe arena.append(contentsOf: $0) }
        }

        /// The next cell, a blob; its bytes are copied.
        @inline(__always) mutating func add(blob: [UInt8]) { add(.blob, blob) }

        private mutating func add(_ kind: Cell.Kind, _ bytes: [UInt8]) {
            cells.append(Cell(kind: kind, payload: Int64(arena.count), length: bytes.count))
            arena.append(contentsOf: bytes)
        }
    }

    private static let groupSize = 16

    private let columns: Int
    private let one: Statement
    private let many: Statement
    private var waiting = Cells()

    /// Insertions into `target`: a table's name, with its columns unless they are in the table's order.
    init(_ database: Database, into target: String, columns: Int) throws(SQLiteError) {
        self.columns = columns
        one = try database.prepare(GroupedInsertion.statement(target, columns, rows: 1))
        many = try database.prepare(GroupedInsertion.statement(target, columns, rows: GroupedInsertion.groupSize))
    }

    /// `OR FAIL`: a failure ends in the rollback of the whole transaction, so no statement needs to be undone alone.
    private static func statement(_ target: String, _ columns: Int, rows: Int) -> String {
        let groups = (0..<rows).map { row in
            "(" + (1...columns).map { "?\(row * columns + $0)" }.joined(separator: ", ") + ")"
        }
        return "INSERT OR FAIL INTO \(target) VALUES \(groups.joined(separator: ", "))"
    }

    /// Adds a row: `fill` gives its cells in the order of the columns. A full group is inserted.
    @inline(__always) func add(_ fill: (inout Cells) -> Void) throws(SQLiteError) {
        fill(&waiting)
        if waiting.cells.count >= columns * GroupedInsertion.groupSize { try flush() }
    }

    /// Forgets rows that wait, as after a rollback.
    func drop() {
        waiting.cells.removeAll(keepingCapacity: true)
        waiting.arena.removeAll(keepingCapacity: true)
    }

    /// Inserts the rows that wait.
    func flush() throws(SQLiteError) {
        if waiting.cells.isEmpty { return }
        try write()
        drop()
    }

    private func write() throws(SQLiteError) {
        let (cells, arena) = (waiting.cells, waiting.arena)
        if cells.count == columns * GroupedInsertion.groupSize { return try insert(cells[...], arena, many) }
        for start in stride(from: 0, to: cells.count, by: columns) {
            try insert(cells[start..<start + columns], arena, one)
        }
    }

    private func insert(_ cells: ArraySlice<Cells.Cell>, _ arena: [UInt8], _ statement: Statement) throws(SQLiteError) {
        // The arena outlives the step and does not move while it is borrowed, so SQLite may read the bytes in place.
        try unsafe arena.span.bytes.withUnsafeBytes { bytes throws(SQLiteError) in
            var index = 0
            for cell in cells {
                index &+= 1
                try unsafe bind(cell, at: index, statement, bytes)
            }
            try statement.step()
        }
        statement.reset()
    }

    @inline(__always) private func bind(
        _ cell: Cells.Cell, at index: Int, _ statement: Statement, _ bytes: UnsafeRawBufferPointer
    ) throws(SQLiteError) {
        let start = Int(cell.payload)
        switch cell.kind {
        case .integer: try statement.bind(cell.payload, at: index)
        case .real: try statement.bind(Double(bitPattern: UInt64(bitPattern: cell.payload)), at: index)
        case .null: try statement.bindNull(at: index)
        case .text:
            let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start &+ cell.length])
            try unsafe statement.bindText(borrowing: text, at: index)
        case .blob:
            let blob = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start &+ cell.length])
            try unsafe statement.bindBlob(borrowing: blob, at: index)
        }
    }
}
