import SQLite

/// Finds by the hash of its key what has a number: the records of one connector, or the rows of one entity (the scope).
///
/// Hashes come in no order, and an entry put among the others one by one costs more than the row it leads to. So new
/// entries wait in memory and are written in the order of their hashes before the transaction ends, when neighbours share
/// the way through the tree.
///
///     find ─┬─ NewKeys: surely new ──> nothing
///           ├─ waiting, by hash ─────> the entry
///           └─ hub_key_hash ─────────> the entry
final class KeyTable {
    /// What is known of a key.
    struct Entry {
        var keyHash: UInt64
        /// The record's or the row's number.
        var number: Int64
        /// A record's fingerprint.
        var print: UInt64 = 0
        /// What became of a record.
        var state: Int64 = 0
    }

    private let scope: Int64
    /// The store has its key tables, and whoever has one of them has the store as well.
    private unowned let store: Store
    private let finding: Statement
    private let replacement: Statement
    private let removal: Statement
    private let insertion: GroupedInsertion
    private var newKeys: NewKeys
    private var waiting: [Entry] = []
    /// Where in ``waiting`` a hash is, for the first ``placed`` of them: made when it is first asked for.
    private var places: [UInt64: Int] = [:]
    private var placed = 0

    fileprivate init(_ store: Store, scope: Int64) throws {
        let database = store.database
        self.store = store
        self.scope = scope
        finding = try database.prepare(
            "SELECT number, print, state FROM hub_key_hash WHERE scope = ?1 AND key_hash = ?2")
        replacement = try database.prepare(
            "UPDATE hub_key_hash SET print = ?3, state = ?4 WHERE scope = ?1 AND key_hash = ?2")
        removal = try database.prepare("DELETE FROM hub_key_hash WHERE scope = ?1 AND key_hash = ?2")
        insertion = try GroupedInsertion(database, into: "hub_key_hash", columns: 5)
        newKeys = NewKeys(tableIsEmpty: false, store.generation)
        try renew()
    }

    /// Looks again whether the scope is empty, if what was known of its new keys holds no more.
    func renew() throws {
        if newKeys.holds(store.generation) { return }
        let isEmpty = try store.one("SELECT 1 FROM hub_key_hash WHERE scope = ?1 LIMIT 1", scope) == nil
        newKeys = NewKeys(tableIsEmpty: isEmpty && waiting.isEmpty, store.generation)
    }

    /// What has the key of this hash.
    func find(_ keyHash: UInt64) throws(SQLiteError) -> Entry? {
        if newKeys.isNew(keyHash, store.generation) { return nil }
        if let place = place(of: keyHash) { return waiting[place] }
        try finding.bind(scope, at: 1)
        try finding.bind(Int64(bitPattern: keyHash), at: 2)
        defer { finding.reset() }
        guard try finding.step() else { return nil }
        return Entry(
            keyHash: keyHash, number: finding.integer(0), print: UInt64(bitPattern: finding.integer(1)),
            state: finding.integer(2))
    }

    /// Adds a key that ``find(_:)`` does not find. It waits for the end of the transaction.
    func insert(_ entry: Entry) {
        newKeys.insert(entry.keyHash, store.generation)
        waiting.append(entry)
    }

    /// Says anew what is known of a key.
    func update(_ keyHash: UInt64, print: UInt64, state: Int64) throws(SQLiteError) {
        if let place = place(of: keyHash) {
            waiting[place].print = print
            waiting[place].state = state
            return
        }
        try replacement.bind(scope, at: 1)
        try replacement.bind(Int64(bitPattern: keyHash), at: 2)
        try replacement.bind(Int64(bitPattern: print), at: 3)
        try replacement.bind(state, at: 4)
        try replacement.step()
        replacement.reset()
    }

    /// Forgets a key.
    func delete(_ keyHash: UInt64) throws(SQLiteError) {
        try write()
        try removal.bind(scope, at: 1)
        try removal.bind(Int64(bitPattern: keyHash), at: 2)
        try removal.step()
        removal.reset()
    }

    /// Writes what waits.
    func write() throws(SQLiteError) {
        if waiting.isEmpty { return }
        waiting.sort { Int64(bitPattern: $0.keyHash) < Int64(bitPattern: $1.keyHash) }
        for entry in waiting {
            try insertion.add { cells in
                cells.add(scope)
                cells.add(Int64(bitPattern: entry.keyHash))
                cells.add(entry.number)
                cells.add(Int64(bitPattern: entry.print))
                cells.add(entry.state)
            }
        }
        try insertion.flush()
        drop()
    }

    /// Forgets what waits, as after a rollback.
    func drop() {
        insertion.drop()
        waiting.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        placed = 0
    }

    private func place(of keyHash: UInt64) -> Int? {
        while placed < waiting.count {
            places[waiting[placed].keyHash] = placed
            placed += 1
        }
        return places[keyHash]
    }
}

extension Store {
    /// The keys of a scope: one for all that use it through this connection.
    func keys(of scope: Int64) throws -> KeyTable {
        if let known = keyTables[scope] {
            try known.renew()
            return known
        }
        let made = try KeyTable(self, scope: scope)
        keyTables[scope] = made
        return made
    }
}
