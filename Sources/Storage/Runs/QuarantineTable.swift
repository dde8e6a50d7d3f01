public import SQLite

/// The table of held records.
public final class QuarantineTable {
    private let store: Store
    private let insertion: Statement
    private let resolution: Statement

    /// The table in `store`.
    public init(_ store: Store) throws {
        self.store = store
        let database = store.database
        insertion = try database.prepare(
            """
            INSERT INTO hub_quarantine (connector, key_hash, key, run, at, state, whole, code, message, target, path, value,
              version, line, column, page, item, source_line, raw, context, layout)
            VALUES (?1, ?2, ?3, ?4, ?5, ?20, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?21)
            """)
        resolution = try database.prepare(
            "UPDATE hub_quarantine SET state = 'resolved' WHERE connector = ?1 AND key_hash = ?2 AND state <> 'resolved'"
        )
    }

    /// Holds an entry of connector number `connector`.
    public func insert(_ entry: QuarantineEntry, connector: Int64, keyHash: UInt64) throws(SQLiteError) {
        try insertion.bind(all: [
            connector, Int64(bitPattern: keyHash), entry.key, entry.run, entry.at, entry.isWhole ? 1 : 0, entry.code,
            entry.message, entry.target, entry.path, entry.value, entry.version, entry.line, entry.column, entry.page,
            entry.item, entry.sourceLine, entry.raw, entry.context, entry.isWaiting ? "waiting" : "open",
            entry.layout.map { Int64(bitPattern: $0) },
        ])
        try insertion.step()
        insertion.reset()
    }

    /// Whether just this is held under a record's key: target, code, path and value of each entry.
    public func holds(_ entries: Set<[String]>, connector: Int64, keyHash: UInt64) throws -> Bool {
        let open = try store.all(
            """
            SELECT target, code, path, value FROM hub_quarantine
            WHERE connector = ?1 AND key_hash = ?2 AND state = 'open'
            """, connector, Int64(bitPattern: keyHash)
        ) { row in (0..<4).map { row.text($0) ?? "" } }
        return Set(open) == entries
    }

    /// Lets go of what is held under a record's key: it has come again, and better or differently.
    public func resolve(connector: Int64, keyHash: UInt64) throws(SQLiteError) {
        try resolution.bind(connector, at: 1)
        try resolution.bind(Int64(bitPattern: keyHash), at: 2)
        try resolution.step()
        resolution.reset()
    }
}

/// Which entries are wanted.
public struct QuarantineFilter: Sendable {
    /// Of this connector.
    public var connector: String?
    /// With this code.
    public var code: String?
    /// Held by this run.
    public var run: Int64?
    /// Held since this instant.
    public var since: Int64?
    /// How the entries stand.
    public var state = State.held

    /// How an entry stands that is not settled.
    public enum State: Sendable {
        /// It is held until a person does something.
        case held
        /// It waits for a row.
        case waiting
        /// It waits for a row that is there.
        case answered
    }

    /// All open entries.
    public init(connector: String? = nil, code: String? = nil, run: Int64? = nil, since: Int64? = nil) {
        self.connector = connector
        self.code = code
        self.run = run
        self.since = since
    }
}

// Reading for people.
extension Store {
    private static var entryColumns: String {
        """
        q.id, n.name, q.key, q.run, q.at, q.state, q.whole, q.code, q.message, q.target, q.path, q.value, q.version, q.line,
        q.column, q.page, q.item, q.source_line, q.raw, q.context, q.layout
        """
    }
    private static func filter(_ wanted: QuarantineFilter) -> String {
        let state =
            switch wanted.state {
            case .held: "q.state = 'open'"
            case .waiting: "q.state = 'waiting'"
            case .answered: "q.state = 'waiting' AND q.id IN (\(Store.answered))"
            }
        return """
            \(state) AND (?1 IS NULL OR n.name = ?1) AND (?2 IS NULL OR q.code = ?2) AND (?3 IS NULL OR q.run = ?3)
            AND (?4 IS NULL OR q.at >= ?4)
            """
    }

    /// The open entries, oldest first, so that a retry keeps the order of each key.
    public func quarantine(_ wanted: QuarantineFilter, limit: Int = 1000, after: Int64 = 0) throws -> [QuarantineEntry]
    {
        try all(
            """
            SELECT \(Store.entryColumns) FROM hub_quarantine q JOIN hub_name n ON n.id = q.connector
            WHERE \(Store.filter(wanted)) AND q.id > ?5 ORDER BY q.id LIMIT ?6
            """, wanted.connector, wanted.code, wanted.run, wanted.since, after, limit, read: Store.readEntry)
    }

    /// The open entries, grouped by code, connector and field.
    public func quarantineGroups(_ wanted: QuarantineFilter) throws -> [QuarantineGroup] {
        try all(
            """
            SELECT q.code, n.name, q.target, count(*), min(q.at), max(q.at), min(q.message)
            FROM hub_quarantine q JOIN hub_name n ON n.id = q.connector WHERE \(Store.filter(wanted))
            GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
            """, wanted.connector, wanted.code, wanted.run, wanted.since
        ) { row in
            QuarantineGroup(
                code: row.text(0) ?? "", connector: row.text(1) ?? "", target: row.text(2) ?? "", count: row.integer(3),
                firstSeen: row.integer(4), lastSeen: row.integer(5), example: row.text(6) ?? "")
        }
    }

    /// One entry, open or not.
    public func quarantineEntry(_ id: Int64) throws -> QuarantineEntry? {
        try one(
            "SELECT \(Store.entryColumns) FROM hub_quarantine q JOIN hub_name n ON n.id = q.connector WHERE q.id = ?1",
            id
        ).map(Store.readEntry)
    }

    private static func readEntry(_ row: Statement) -> QuarantineEntry {
        var entry = QuarantineEntry()
        entry.id = row.integer(0)
        entry.connector = row.text(1) ?? ""
        entry.key = row.text(2) ?? ""
        entry.run = row.integer(3)
        entry.at = row.integer(4)
        entry.isOpen = row.text(5) != "resolved"
        entry.isWaiting = row.text(5) == "waiting"
        entry.isWhole = row.integer(6) != 0
        entry.code = row.text(7) ?? ""
        entry.message = row.text(8) ?? ""
        entry.target = row.text(9) ?? ""
        entry.path = row.text(10) ?? ""
        entry.value = row.text(11) ?? ""
        entry.version = row.text(12) ?? ""
        entry.line = row.integer(13)
        entry.column = row.integer(14)
        entry.page = row.text(15) ?? ""
        entry.item = row.integer(16)
        entry.sourceLine = row.integer(17)
        entry.raw = row.blob(18) ?? []
        entry.context = row.blob(19) ?? []
        entry.layout = row.isNull(20) ? nil : UInt64(bitPattern: row.integer(20))
        return entry
    }
}
