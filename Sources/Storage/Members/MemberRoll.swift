import SQLite

/// Everything that is known of the members of one linked entity, read at one moment.
public struct MemberRoll: Sendable {
    /// The members, by rising number.
    public private(set) var members: [Member] = []
    /// The names of systems by their numbers. Those that begin with `=` are identifiers: nobody's key.
    public private(set) var systems: [Int64: String] = [:]
    /// The things that have a row: somebody tells of them.
    public private(set) var rows: Set<Int64> = []
    /// Numbers that are no thing of their own any more, and what they went into.
    public private(set) var merged: [Int64: Int64] = [:]
    /// What people decided, the oldest first.
    public private(set) var decisions: [Decision] = []

    /// Reads the store at `path`; all is empty when it has nothing of the entity yet.
    ///
    /// - Throws: ``StoreError`` when it cannot be read.
    public init(storePath path: String, entity: String) throws {
        do {
            let database = try Database(path: path, mode: .readOnly, busyTimeout: 10_000)
            try database.inTransaction(.deferred) { try read(database, entity) }
        } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }

    private mutating func read(_ database: Database, _ entity: String) throws {
        let names = try database.prepare("SELECT id, name, kind FROM hub_name WHERE kind = 'system' OR kind = 'entity'")
        var number: Int64?
        while try names.step() {
            if names.text(2) == "system" {
                systems[names.integer(0)] = names.text(1)
            } else if names.text(1) == entity {
                number = names.integer(0)
            }
        }
        guard let number else { return }
        let found = try database.prepare(
            "SELECT \(MemberTable.columns) FROM hub_member WHERE entity = ?1 AND records >= 0 ORDER BY id")
        try found.bind(number, at: 1)
        while try found.step() { members.append(try Member(found)) }
        let present = try database.prepare("SELECT id FROM \(EntityTable.quoted(entity))")
        while try present.step() { rows.insert(present.integer(0)) }
        let gone = try database.prepare("SELECT row, into_row FROM hub_merged WHERE entity = ?1")
        try gone.bind(number, at: 1)
        while try gone.step() { merged[gone.integer(0)] = gone.integer(1) }
        decisions = try Store.decisions(database)
    }

    /// What a number that was merged is part of now; the number itself if it was not.
    public func survivor(of row: Int64) -> Int64 {
        var row = row
        // A chain is as long as the times that it was merged; a ring cannot be, but a damaged store is read as well.
        for _ in 0..<100 {
            guard let next = merged[row] else { return row }
            row = next
        }
        return row
    }
}
