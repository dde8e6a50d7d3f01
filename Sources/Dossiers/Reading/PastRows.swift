import SQLite

/// Puts the revisions aside that held at a moment that is past and refer to the thing: the history has no index by what its
/// revisions refer to, so it is gone through once and not for every section.
enum PastRows {
    /// A table of this connection alone, with the columns of the history.
    static let table = "temp.dossier_past"

    /// Gathers the revisions that referred to `row` at `moment`.
    ///
    /// - Parameter sections: an entity's query, and those of its fields that refer to such things.
    static func gather(
        _ sections: [(query: RowQuery, fields: [String])], of row: Int64, at moment: Int64, in database: Database
    ) throws {
        try database.execute("DROP TABLE IF EXISTS \(table)")
        try database.execute("CREATE TABLE \(table) AS SELECT * FROM hub_history WHERE FALSE")
        let conditions = sections.compactMap { $0.query.refers(by: $0.fields) }
        guard !conditions.isEmpty else { return }
        let statement = try database.prepare(
            """
            INSERT INTO \(table) SELECT * FROM hub_history
              WHERE at <= ?2 AND until > ?2 AND (\(conditions.joined(separator: " OR ")))
            """)
        try statement.bind(row, at: 1)
        try statement.bind(moment, at: 2)
        try statement.run()
    }
}
