import SQLite

extension SeriesReader {
    /// Gives the readings of a series from `start` up to, not including, `end` that stood at a moment and were replaced later,
    /// in the order of time: what ``read(_:from:to:_:)`` does not show any more.
    ///
    /// - Parameter moment: when they stood, in milliseconds: they had arrived by then, and their successors had not.
    public func replaced(
        _ series: SeriesID, from start: Int64, to end: Int64, standingAt moment: Int64,
        _ give: (SeriesReading) throws -> Void
    ) throws {
        let rows = try database.prepare(
            """
            SELECT time, received, origin, body FROM superseded
              WHERE series = ?1 AND time >= ?2 AND time < ?3 AND received <= ?4 AND until > ?4 ORDER BY time, until
            """)
        try rows.bind(all: [series.rawValue, start, end, moment])
        while try rows.step() { try give(reading(SeriesRow(rows))) }
    }
}
