import SQLite

/// Finds out what was done at the first row whose hashes do not fit.
///
/// The chain of the whole log covers a row's own hash, and that covers what the row says. So a row whose place in the whole fits says
/// something else than it did; and one that fits at another place has been moved there.
struct AuditCause: ~Copyable {
    private let database: Database
    private let row: AccessLogRow
    /// The chains before the row.
    private let whole: AccessLink
    private let before: AccessLink
    private var chain = AccessChain()

    init(_ database: Database, _ row: AccessLogRow, whole: AccessLink, before: AccessLink) {
        self.database = database
        self.row = row
        self.whole = whole
        self.before = before
    }

    mutating func finding(isOwn: Bool, isWhole: Bool) throws -> AuditFinding {
        if isWhole { return said(.altered, "what row \(row.id) says is not what was written") }
        if row.id <= whole.number { return said(.inserted, "row \(row.id) is of a number that was dropped already") }
        let own = chain.own(after: before.hash, number: before.number &+ 1, row.entry)
        if chain.whole(after: whole.hash, id: row.id, own: own) == row.chain {
            return said(.altered, "the hash of row \(row.id) in the chain of its consumer is not what was written")
        }
        if let place = try placeElsewhere() {
            return said(.reordered, "row \(row.id) was written as row \(place): rows have changed places")
        }
        let next = try self.next()
        if let next, chain.whole(after: whole.hash, id: row.id, own: next.own) == next.chain {
            return said(.inserted, "row \(row.id) was put in: the row behind it follows the row before it")
        }
        if isOwn, try followsAsComputed(next) {
            return said(.altered, "the hash of row \(row.id) in the chain of the whole log is not what was written")
        }
        if isOwn || row.number > before.number &+ 1 {
            return said(.missing, "rows before row \(row.id) were taken out: it does not follow row \(whole.number)")
        }
        return said(.altered, "row \(row.id) does not follow row \(whole.number): it is not what was written")
    }

    private func said(_ kind: AuditFinding.Kind, _ text: String) -> AuditFinding {
        AuditFinding(kind: kind, id: row.id, at: row.entry.at, consumer: row.entry.consumer, text: text)
    }

    /// Whether what comes behind the row, or the end of the log, follows the hash that the row should have.
    private mutating func followsAsComputed(_ next: AccessLogRow?) throws -> Bool {
        let hash = chain.whole(after: whole.hash, id: row.id, own: row.own)
        if let next { return chain.whole(after: hash, id: row.id &+ 1, own: next.own) == next.chain }
        let tail = try database.prepare("SELECT number, hash FROM access_tail WHERE consumer = '\(AccessChain.whole)'")
        return try tail.step() && tail.integer(0) == row.id && tail.blob(1) == hash
    }

    private func next() throws -> AccessLogRow? {
        let rows = try database.prepare("SELECT \(AccessLogRow.columns) FROM access WHERE id > ?1 ORDER BY id LIMIT 1")
        try rows.bind(row.id, at: 1)
        return try rows.step() ? AccessLogRow(rows) : nil
    }

    /// The number under which the row was written, when the hash before it is still somewhere behind: in the row before that number, or,
    /// of neighbours that have changed places, in the row that has it now.
    private mutating func placeElsewhere() throws -> Int64? {
        let rows = try database.prepare("SELECT id, chain FROM access WHERE id > ?1 ORDER BY id")
        try rows.bind(row.id, at: 1)
        while try rows.step() {
            let (id, hash) = (rows.integer(0), rows.blob(1) ?? [])
            for place in [id, id &+ 1] where chain.whole(after: hash, id: place, own: row.own) == row.chain {
                return place
            }
        }
        return nil
    }
}
