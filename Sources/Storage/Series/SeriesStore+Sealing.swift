import SQLite

extension SeriesStore {
    /// How long after its end a slot stays open for readings that come late.
    static let grace: Int64 = 3_600_000

    /// Moves readings of slots that are over into blocks. Inside a transaction.
    ///
    /// - Parameters:
    ///   - now: readings of slots that ended an hour before are moved.
    ///   - after: the series to begin after; nil at the start.
    ///   - limit: how many slots at most, which bounds the transaction.
    /// - Returns: the series to go on after, nil when all are done.
    public func seal(now: Int64, after: SeriesID? = nil, limit: Int) throws -> SeriesID? {
        var last = after?.rawValue ?? Int64.min
        var sealed = 0
        while sealed < limit {
            guard let next = try oldest(after: last) else { return nil }
            let slot = next.series.slot(of: next.time)
            if (slot + 1) * next.series.span + SeriesStore.grace <= now {
                try seal(next.series, slot)
                sealed += 1
            } else {
                last = next.series.rawValue
            }
        }
        return SeriesID(rawValue: last)
    }

    /// The oldest recent reading of the next series.
    private func oldest(after series: Int64) throws -> (series: SeriesID, time: Int64)? {
        let statement = statements.following
        defer { statement.reset() }
        try statement.bind(series, at: 1)
        guard try statement.step() else { return nil }
        return (SeriesID(rawValue: statement.integer(0)), statement.integer(1))
    }

    private func seal(_ series: SeriesID, _ slot: Int64) throws {
        let rows = try recent(series, slot)
        let id = series.block(slot)
        let all = SeriesRow.overlay(rows, on: try block(id))
        unpacked.forget(id)
        try statements.writeBlock.bind(id, at: 1)
        try statements.writeBlock.bind(try SeriesBlock.pack(all, with: compressor), at: 2)
        try statements.writeBlock.run()
        try bind(series, slot, to: statements.removal)
        try statements.removal.run()
        try noteNewest(all, of: series)
    }

    /// The recent readings of a slot.
    private func recent(_ series: SeriesID, _ slot: Int64) throws -> [SeriesRow] {
        let statement = statements.slot
        defer { statement.reset() }
        try bind(series, slot, to: statement)
        var rows: [SeriesRow] = []
        while try statement.step() { rows.append(SeriesRow(statement)) }
        return rows
    }

    private func bind(_ series: SeriesID, _ slot: Int64, to statement: Statement) throws {
        try statement.bind(series.rawValue, at: 1)
        try statement.bind(slot * series.span, at: 2)
        try statement.bind((slot + 1) * series.span, at: 3)
    }

    private func noteNewest(_ rows: [SeriesRow], of series: SeriesID) throws {
        var times: [Int32: Int64] = [:]
        var entries: [ReadingEntry] = []
        for row in rows {
            try ReadingBody.read(row.body, into: &entries)
            for entry in entries { times[entry.column] = row.time }
        }
        for (column, time) in times {
            try statements.saveNewest.bind(series.rawValue, at: 1)
            try statements.saveNewest.bind(Int64(column), at: 2)
            try statements.saveNewest.bind(time, at: 3)
            try statements.saveNewest.run()
        }
    }

    /// Drops what is older than its period is kept for. Inside a transaction.
    ///
    /// - Parameter before: for each period the time before which nothing is kept; a block goes when all of it is older.
    public func drop(before: [SeriesPeriod: Int64]) throws {
        unpacked.forgetAll()
        let points = try database.integer("SELECT max(id) FROM series_point") ?? 0
        let blocks = try database.prepare("DELETE FROM block WHERE id BETWEEN ?1 AND ?2")
        let recent = try database.prepare("DELETE FROM recent WHERE series = ?1 AND time < ?2")
        let old = try database.prepare("DELETE FROM superseded WHERE series = ?1 AND time < ?2")
        for (period, time) in before {
            for point in stride(from: Int64(1), through: points, by: 1) {
                let series = SeriesID(point: point, period: period)
                try blocks.bind(series.blocks.lowerBound, at: 1)
                try blocks.bind(series.block(series.slot(of: time)) - 1, at: 2)
                try blocks.run()
                for statement in [recent, old] {
                    try statement.bind(series.rawValue, at: 1)
                    try statement.bind(time, at: 2)
                    try statement.run()
                }
            }
        }
    }
}

extension SeriesRow {
    /// The row that a statement stands on: time, received, origin, body.
    init(_ statement: Statement) {
        self.init(
            time: statement.integer(0), received: statement.integer(1),
            origin: ReadingOrigin(rawValue: UInt8(truncatingIfNeeded: statement.integer(2))) ?? .device,
            body: (statement.blob(3) ?? [])[...])
    }
}
