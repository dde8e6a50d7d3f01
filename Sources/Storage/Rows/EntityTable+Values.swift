import Model
import SQLite

// Values to columns and back.
extension EntityTable {
    /// What a reference to a member means now.
    func thing(_ value: MappedValue) throws(SQLiteError) -> MappedValue {
        guard value.kind == .reference, let members else { return value }
        return MappedValue(.reference, payload: try members.row(of: value.payload))
    }

    func write(
        _ statement: Statement, _ head: Head, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]
    ) throws(SQLiteError) {
        try statement.bind(head.row, at: 1)
        try statement.bind(Int64(bitPattern: head.keyHash), at: 2)
        try statement.bind(head.rev, at: 3)
        try statement.bind(head.record, at: 4)
        try statement.bind(head.run, at: 5)
        try statement.bind(head.at, at: 6)
        try statement.bind(Int64(bitPattern: head.print), at: 7)
        let count = schema.columns.count
        for column in references { things[column] = try thing(values[base + column]) }
        dates.removeAll(keepingCapacity: true)
        for column in 0..<count where values[base + column].kind == .date {
            values[base + column].appendDateText(to: &dates)
        }
        let days = dates
        // Arena and dates outlive the step and do not move while they are borrowed, so SQLite may read the texts in place.
        try unsafe arena.span.bytes.withUnsafeBytes { bytes throws(SQLiteError) in
            try unsafe days.span.bytes.withUnsafeBytes { dates throws(SQLiteError) in
                var dates = unsafe dates[...]
                for column in 0..<count {
                    let index = EntityTable.columnsBefore + column + 1
                    try unsafe bind(things[column] ?? values[base + column], at: index, statement, bytes, &dates)
                }
                for (place, column) in references.enumerated() {
                    let index = EntityTable.columnsBefore + count + place + 1
                    try unsafe bind(values[base + column], at: index, statement, bytes, &dates)
                }
                try statement.step()
            }
        }
        statement.reset()
    }

    @inline(__always) private func bind(
        _ value: MappedValue, at index: Int, _ statement: Statement, _ bytes: UnsafeRawBufferPointer,
        _ dates: inout Slice<UnsafeRawBufferPointer>
    ) throws(SQLiteError) {
        switch value.kind {
        case .null: try statement.bindNull(at: index)
        case .text, .list, .key:
            try unsafe statement.bindText(borrowing: UnsafeRawBufferPointer(rebasing: bytes[value.range]), at: index)
        case .integer, .bool, .datetime, .reference, .row: try statement.bind(value.payload, at: index)
        case .decimal: try statement.bind(value.double, at: index)
        case .date:
            let length = min(MappedValue.dateLength, unsafe dates.count)
            try unsafe statement.bindText(
                borrowing: UnsafeRawBufferPointer(rebasing: dates.prefix(length)), at: index)
            unsafe dates.removeFirst(length)
        }
    }

    func head() -> Head {
        Head(
            row: reading.integer(0), rev: reading.integer(2), record: reading.integer(3),
            print: UInt64(bitPattern: reading.integer(6)), run: reading.integer(4), at: reading.integer(5),
            keyHash: UInt64(bitPattern: reading.integer(1)))
    }

    func values() -> RowValues {
        var row = RowValues()
        for (index, column) in schema.columns.enumerated() {
            let twin = references.firstIndex(of: index).map { schema.columns.count + $0 }
            read(column.type, EntityTable.columnsBefore + (twin ?? index), into: &row)
        }
        return row
    }

    private func read(_ type: FieldType, _ column: Int, into row: inout RowValues) {
        guard !reading.isNull(column) else { return row.values.append(.null) }
        switch type {
        case .text, .code, .point: unsafe row.append(.text, bytes: reading.utf8(column))
        case .list: unsafe row.append(.list, bytes: reading.utf8(column))
        case .integer: row.values.append(MappedValue(.integer, payload: reading.integer(column)))
        case .bool: row.values.append(MappedValue(.bool, payload: reading.integer(column)))
        case .datetime: row.values.append(MappedValue(.datetime, payload: reading.integer(column)))
        case .ref: row.values.append(MappedValue(.reference, payload: reading.integer(column)))
        case .decimal, .quantity: row.values.append(MappedValue(decimal: reading.double(column)))
        case .date: row.values.append(MappedValue(dateText: unsafe Array(reading.utf8(column))))
        }
    }
}
