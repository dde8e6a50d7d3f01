import SQLite

extension SeriesStore {
    /// By which limits the values of a factor at a point have been judged, as their owner wrote them.
    public struct JudgedLimits: Sendable, Hashable {
        /// The point.
        public let point: Int64
        /// The factor.
        public let factor: String

        /// A factor of a point.
        public init(point: Int64, factor: String) {
            self.point = point
            self.factor = factor
        }
    }

    /// All that has been judged.
    public func judgedLimits() throws -> [JudgedLimits: String] {
        let rows = try database.prepare("SELECT point, factor, limits FROM judged")
        var judged: [JudgedLimits: String] = [:]
        while try rows.step() {
            judged[JudgedLimits(point: rows.integer(0), factor: rows.text(1) ?? "")] = rows.text(2) ?? ""
        }
        return judged
    }

    /// Keeps by which limits a factor has been judged. Inside a transaction.
    public func keep(_ limits: String, of judged: JudgedLimits) throws {
        let statement = try database.prepare("INSERT OR REPLACE INTO judged VALUES (?1, ?2, ?3)")
        try statement.bind(all: [judged.point, judged.factor, limits])
        try statement.run()
    }
}

extension SeriesReader {
    /// A time before which a series has nothing (any more); nil when it has nothing at all.
    public func oldestTime(of series: SeriesID) throws -> Int64? {
        let statement = try database.prepare(
            """
            SELECT (SELECT min(time) FROM recent WHERE series = ?1), (SELECT min(id) FROM block WHERE id BETWEEN ?2 AND ?3)
            """)
        try statement.bind(all: [series.rawValue, series.blocks.lowerBound, series.blocks.upperBound])
        guard try statement.step() else { return nil }
        let recent = statement.isNull(0) ? nil : statement.integer(0)
        let sealed = statement.isNull(1) ? nil : series.start(of: statement.integer(1))
        return [recent, sealed].compactMap(\.self).min()
    }
}
