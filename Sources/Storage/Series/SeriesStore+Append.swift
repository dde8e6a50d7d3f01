import SQLite

extension SeriesStore {
    /// What became of a reading.
    public enum Outcome: Sendable, Equatable {
        /// Its moment is new.
        case stored
        /// It says nothing that was not known: sent twice, or sent again. Nothing was written.
        case repeated
        /// It says more of a moment that was known, as a further part of a packet does.
        case extended
        /// It says something else of a moment that was known; what was known is kept beside it.
        case corrected
        /// It stands as a whole where a computed reading stood. A computed one that a device replaced is kept beside it.
        case replaced
    }

    /// Stores a reading. Inside a transaction.
    ///
    /// A series mostly goes on: only a reading that is not newer than all of its series is looked for. What packets say of one
    /// moment is put together, whether they are numbered parts or not; of two values of one column the later one counts.
    public func append(_ reading: inout Reading) throws -> Outcome {
        ReadingBody.write(&reading, to: &body)
        let reading = reading
        return try place(reading) { known, statement in try merge(reading, into: known, by: statement) }
    }

    /// Writes the reading, whose values are in ``body``, where its moment is new, and leaves it to `settle` where it is known: with
    /// the row that is there, and the statement that writes another in its place.
    func place(_ reading: Reading, known settle: (SeriesRow, Statement) throws -> Outcome) throws -> Outcome {
        if reading.time > (try newestTime(of: reading.series)) {
            newest[reading.series] = reading.time
            try write(reading, by: statements.insertion)
            return .stored
        }
        if let known = try recentRow(reading.series, reading.time) { return try settle(known, statements.replacement) }
        if let known = try sealedRow(reading.series, reading.time) { return try settle(known, statements.insertion) }
        try write(reading, by: statements.insertion)
        return .stored
    }

    /// Lays the reading's values, which are in ``body``, over those of its moment.
    private func merge(_ reading: Reading, into known: SeriesRow, by statement: Statement) throws -> Outcome {
        if known.origin == .computed {
            try supersede(known, reading)
            try write(reading, by: statement)
            return .replaced
        }
        if known.body.elementsEqual(body.bytes) { return .repeated }
        let merged = try ReadingBody.merge(body.bytes[...], over: known.body)
        if known.body.elementsEqual(merged.bytes) { return .repeated }
        if merged.isCorrection { try supersede(known, reading) }
        body.bytes = merged.bytes
        try write(reading, by: statement)
        return merged.isCorrection ? .corrected : .extended
    }

    func write(_ reading: Reading, by statement: Statement) throws {
        try noteColumns(of: reading)
        try bind(reading, to: statement)
        try statement.bind(reading.received, at: 3)
        try statement.bind(Int64(reading.origin.rawValue), at: 4)
        try statement.bind(body.bytes, at: 5)
        try statement.run()
    }

    /// Makes every column known of which the series ever had a value. A device sends one or a few sets of columns for years.
    private func noteColumns(of reading: Reading) throws {
        let set = reading.columnSet
        guard !columnSets.contains(set) else { return }
        for entry in reading.entries {
            try statements.saveNewest.bind(reading.series.rawValue, at: 1)
            try statements.saveNewest.bind(Int64(entry.column), at: 2)
            try statements.saveNewest.bind(Int64(0), at: 3)
            try statements.saveNewest.run()
        }
        if columnSets.count >= SeriesStore.mostColumnSets { columnSets.removeAll(keepingCapacity: true) }
        columnSets.insert(set)
    }

    private func bind(_ reading: Reading, to statement: Statement) throws {
        try statement.bind(reading.series.rawValue, at: 1)
        try statement.bind(reading.time, at: 2)
    }

    /// No reading of a series is newer than this: the newest time, the end of the last block where only blocks have readings,
    /// `Int64.min` where there are none. Inside a transaction.
    public func newestTime(of series: SeriesID) throws -> Int64 {
        if let known = newest[series] { return known }
        let statement = statements.newestRecent
        defer { statement.reset() }
        try statement.bind(series.rawValue, at: 1)
        var time = try statement.step() && !statement.isNull(0) ? statement.integer(0) : Int64.min
        let blocks = statements.newestBlock
        defer { blocks.reset() }
        try blocks.bind(series.blocks.lowerBound, at: 1)
        try blocks.bind(series.blocks.upperBound, at: 2)
        if try blocks.step(), !blocks.isNull(0) { time = max(time, series.end(of: blocks.integer(0)) - 1) }
        newest[series] = time
        return time
    }

    func recentRow(_ series: SeriesID, _ time: Int64) throws -> SeriesRow? {
        let statement = statements.finding
        defer { statement.reset() }
        try statement.bind(series.rawValue, at: 1)
        try statement.bind(time, at: 2)
        guard try statement.step() else { return nil }
        return SeriesRow(
            time: time, received: statement.integer(0),
            origin: ReadingOrigin(rawValue: UInt8(truncatingIfNeeded: statement.integer(1))) ?? .device,
            body: (statement.blob(2) ?? [])[...])
    }

    /// The sealed row of a moment.
    func sealedRow(_ series: SeriesID, _ time: Int64) throws -> SeriesRow? {
        let id = series.block(series.slot(of: time))
        if let known = unpacked.rows(of: id) { return known.row(at: time) }
        let rows = try block(id)
        unpacked.add(rows, of: id)
        return rows.row(at: time)
    }

    private func supersede(_ row: SeriesRow, _ reading: Reading) throws {
        let statement = statements.supersession
        try bind(reading, to: statement)
        try statement.bind(row.received, at: 3)
        try statement.bind(Int64(row.origin.rawValue), at: 4)
        try statement.bind(reading.received, at: 5)
        try statement.bind(Array(row.body), at: 6)
        try statement.run()
    }

    /// The rows of a block; none where there is no such block.
    func block(_ id: Int64) throws -> [SeriesRow] {
        let statement = statements.readBlock
        defer { statement.reset() }
        try statement.bind(id, at: 1)
        guard try statement.step(), let bytes = statement.blob(0) else { return [] }
        return try SeriesBlock.unpack(bytes)
    }
}
