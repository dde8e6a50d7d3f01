import SQLite

/// Everything that is known of the members of one linked entity, read at one moment.
public struct MemberRoll: Sendable {
    /// The members, by rising number.
    public private(set) var members: [Member] = []
    /// The names of systems by their numbers. Those that begin with `=` are identifiers: nobody's key.
    public private(set) var systems: [Int64: String] = [:]
    /// The things that have a row: somebody tells of them.
    public private(set) var rows: Set<Int64> = []
    /// What became of numbers that are no thing of their own any more.
    public private(set) var merged: [Int64: Merging] = [:]
    /// What people decided, the oldest first.
    public private(set) var decisions: [Decision] = []

    /// That a thing went into another one.
    public struct Merging: Sendable, Equatable {
        /// The number of the other one.
        public var into: Int64
        /// When, in milliseconds since 1970.
        public var at: Int64
    }

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
        let hasTable = try database.integer(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '\(entity)'")
        guard let number, hasTable == 1 else { return }
        let found = try database.prepare(
            "SELECT \(MemberTable.columns) FROM hub_member WHERE entity = ?1 AND records >= 0 ORDER BY id")
        try found.bind(number, at: 1)
        while try found.step() { members.append(try Member(found)) }
        let present = try database.prepare("SELECT id FROM \(EntityTable.quoted(entity))")
        while try present.step() { rows.insert(present.integer(0)) }
        let gone = try database.prepare("SELECT row, into_row, at FROM hub_merged WHERE entity = ?1")
        try gone.bind(number, at: 1)
        while try gone.step() { merged[gone.integer(0)] = Merging(into: gone.integer(1), at: gone.integer(2)) }
        decisions = try Store.decisions(database)
    }

    /// What a number that was merged is part of now, and since when it is no thing of its own; nil if it was not.
    public func merging(of row: Int64) -> Merging? {
        guard var last = merged[row] else { return nil }
        // A chain is as long as the times that it was merged; a ring cannot be, but a damaged store is read as well.
        for _ in 0..<100 {
            guard let next = merged[last.into] else { return last }
            last.into = next.into
        }
        return last
    }
}
