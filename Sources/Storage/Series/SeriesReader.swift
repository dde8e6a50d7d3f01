import SQLite

/// Reads the time series for one thread, by a connection of its own: what a query costs depends on how much it gives, not on
/// how much there is.
public final class SeriesReader {
    let database: Database
    private let point: Statement
    private let recent: Statement
    let newestFirst: Statement
    private let blocks: Statement
    private let oneBlock: Statement
    private let newest: Statement
    private var names: [Int32: SeriesColumnName] = [:]

    /// Opens the file for reading.
    ///
    /// - Throws: ``StoreError`` when there is no such file, or it is damaged.
    public convenience init(path: String) throws {
        do {
            let database = try Database(path: path, mode: .readOnly, busyTimeout: 10_000)
            try database.execute("PRAGMA mmap_size=1073741824; PRAGMA query_only=1")
            try self.init(database)
        } catch {
            throw StoreError(error)
        }
    }

    /// Reads what a writer sees inside its transaction.
    init(_ database: Database) throws(SQLiteError) {
        self.database = database
        point = try database.prepare("SELECT id FROM series_point WHERE code = ?1")
        let columns = "time, received, origin, body FROM recent WHERE series = ?1"
        recent = try database.prepare("SELECT \(columns) AND time >= ?2 AND time < ?3 ORDER BY time")
        newestFirst = try database.prepare("SELECT \(columns) ORDER BY time DESC")
        blocks = try database.prepare("SELECT id, body FROM block WHERE id BETWEEN ?1 AND ?2 ORDER BY id")
        oneBlock = try database.prepare("SELECT body FROM block WHERE id = ?1")
        newest = try database.prepare("SELECT column, time FROM newest WHERE series = ?1")
    }

    /// Runs `body` on one moment of the file.
    public func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try database.inTransaction(.deferred, body)
        } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }

    /// The number of the point with a code; nil when no device of that code has ever reported.
    public func point(_ code: String) throws -> Int64? {
        defer { point.reset() }
        try point.bind(code, at: 1)
        return try point.step() ? point.integer(0) : nil
    }

    /// The code of a point.
    public func code(ofPoint number: Int64) throws -> String? {
        let statement = try database.prepare("SELECT code FROM series_point WHERE id = ?1")
        try statement.bind(number, at: 1)
        return try statement.step() ? statement.text(0) : nil
    }

    /// Every point that has ever reported, in the order in which they came.
    public func points() throws -> [(number: Int64, code: String)] {
        let all = try database.prepare("SELECT id, code FROM series_point ORDER BY id")
        var points: [(number: Int64, code: String)] = []
        while try all.step() { points.append((all.integer(0), all.text(1) ?? "")) }
        return points
    }

    /// Gives the readings of a series from `start` up to, not including, `end`, in the order of time.
    public func read(
        _ series: SeriesID, from start: Int64, to end: Int64, _ give: (SeriesReading) throws -> Void
    ) throws {
        try rows(series, from: start, to: end) { row in
            try give(reading(row))
            return true
        }
    }

    /// Gives the readings of a series from `start` up to, not including, `end`, in the order of time, as long as `give` wants
    /// more. What is not given is not unpacked, a block at a time.
    public func scan(
        _ series: SeriesID, from start: Int64, to end: Int64, while give: (SeriesReading) throws -> Bool
    ) throws {
        try rows(series, from: start, to: end) { try give(reading($0)) }
    }

    /// Gives the readings of a series from `start` up to, not including, `end`, in the order of time, by the numbers of their
    /// columns: for who computes with many. `reading` is filled anew each time and keeps its memory.
    public func read(
        _ series: SeriesID, from start: Int64, to end: Int64, into reading: inout Reading,
        _ give: (inout Reading) throws -> Void
    ) throws {
        reading.series = series
        try rows(series, from: start, to: end) { row in
            try reading.fill(from: row)
            try give(&reading)
            return true
        }
    }

    private func rows(
        _ series: SeriesID, from start: Int64, to end: Int64, while give: (SeriesRow) throws -> Bool
    ) throws {
        guard start < end else { return }
        let late = try recentRows(series, from: start, to: end)
        var next = 0
        defer { blocks.reset() }
        try blocks.bind(series.block(series.slot(of: start)), at: 1)
        try blocks.bind(series.block(series.slot(of: end - 1)), at: 2)
        while try blocks.step() {
            let rows = try SeriesBlock.unpack(blocks.blob(1) ?? []).filter { start..<end ~= $0.time }
            let until = series.end(of: blocks.integer(0))
            var last = next
            while last < late.count, late[last].time < until { last += 1 }
            for row in SeriesRow.overlay(Array(late[next..<last]), on: rows) {
                guard try give(row) else { return }
            }
            next = last
        }
        for row in late[next...] { guard try give(row) else { return } }
    }

    /// Whether a series has readings before a time.
    public func hasReadings(_ series: SeriesID, before time: Int64) throws -> Bool {
        let statement = try database.prepare(
            """
            SELECT EXISTS (SELECT 1 FROM recent WHERE series = ?1 AND time < ?2)
              OR EXISTS (SELECT 1 FROM block WHERE id BETWEEN ?3 AND ?4)
            """)
        let before = series.block(series.slot(of: time)) - 1
        try statement.bind(all: [series.rawValue, time, series.blocks.lowerBound, before])
        return try statement.step() && statement.integer(0) != 0
    }

    private func recentRows(_ series: SeriesID, from start: Int64, to end: Int64) throws -> [SeriesRow] {
        defer { recent.reset() }
        try recent.bind(series.rawValue, at: 1)
        try recent.bind(start, at: 2)
        try recent.bind(end, at: 3)
        var rows: [SeriesRow] = []
        while try recent.step() { rows.append(SeriesRow(recent)) }
        return rows
    }

    /// The newest value of every column that the series ever had, in the order of columns.
    ///
    /// Recent readings are looked at from the newest on, until every column has its value; what is only in blocks is read from
    /// the one block that has the newest of it.
    public func latest(_ series: SeriesID) throws -> [SeriesLatest] {
        var sealed = try newestSealed(series)
        var found: [SeriesLatest] = []
        do {
            defer { newestFirst.reset() }
            try newestFirst.bind(series.rawValue, at: 1)
            while !sealed.isEmpty, try newestFirst.step() { try take(SeriesRow(newestFirst), &sealed, &found) }
        }
        for block in Set(sealed.values.filter { $0 > 0 }.map { series.block(series.slot(of: $0)) }) {
            for row in try rows(ofBlock: block).reversed() { try take(row, &sealed, &found) }
        }
        return found.sorted { $0.column < $1.column }
    }

    private func newestSealed(_ series: SeriesID) throws -> [Int32: Int64] {
        defer { newest.reset() }
        try newest.bind(series.rawValue, at: 1)
        var times: [Int32: Int64] = [:]
        while try newest.step() { times[Int32(truncatingIfNeeded: newest.integer(0))] = newest.integer(1) }
        return times
    }

    private func take(_ row: SeriesRow, _ wanted: inout [Int32: Int64], _ found: inout [SeriesLatest]) throws {
        let reading = try reading(row)
        for value in reading.values where wanted.removeValue(forKey: value.column) != nil {
            found.append(SeriesLatest(column: value.column, name: value.name, time: row.time, value: value.value))
        }
    }

    private func rows(ofBlock id: Int64) throws -> [SeriesRow] {
        defer { oneBlock.reset() }
        try oneBlock.bind(id, at: 1)
        guard try oneBlock.step(), let bytes = oneBlock.blob(0) else { return [] }
        return try SeriesBlock.unpack(bytes)
    }

    func reading(_ row: SeriesRow) throws -> SeriesReading {
        var entries: [ReadingEntry] = []
        try ReadingBody.read(row.body, into: &entries)
        let values = try entries.map { entry in
            SeriesReading.Value(
                column: entry.column, name: try name(of: entry.column), value: SeriesValue(entry, in: row.body))
        }
        return SeriesReading(time: row.time, received: row.received, origin: row.origin, values: values)
    }

    /// What the columns of the file are of, in the order in which they came.
    public func columns() throws -> [SeriesColumnName] {
        let all = try database.prepare("SELECT factor, field, unit FROM series_column ORDER BY id")
        var names: [SeriesColumnName] = []
        while try all.step() {
            names.append(
                SeriesColumnName(factor: all.text(0) ?? "", field: all.text(1) ?? "", unit: all.text(2) ?? ""))
        }
        return names
    }

    /// What a column's values are of. Columns are never renamed: what has been read once holds.
    public func name(of column: Int32) throws -> SeriesColumnName {
        if let known = names[column] { return known }
        let all = try database.prepare("SELECT id, factor, field, unit FROM series_column")
        while try all.step() {
            names[Int32(truncatingIfNeeded: all.integer(0))] = SeriesColumnName(
                factor: all.text(1) ?? "", field: all.text(2) ?? "", unit: all.text(3) ?? "")
        }
        guard let name = names[column] else { throw PackedReading.damaged }
        return name
    }
}
