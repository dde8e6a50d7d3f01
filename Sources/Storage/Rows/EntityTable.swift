public import Model
public import SQLite

/// The table of one entity: the golden rows, typed, one column for each column of the schema.
///
///     id        the row's number, from which its hub id is made
///     key_hash  the hash of what tells it apart: key fields, or the number itself for linked entities
///     rev       1, 2, 3 …
///     record    the record that alone speaks of it; 0 when several do (then `hub_contribution` has them all)
///     run, at   by which run and when it last changed
///     print     the hash of its values
///
/// A reference to a linked thing is kept twice: as the thing that it means now, in the column itself, and as the member that was
/// named, in a column `<name>.member`. Values that are read and written hold the member.
public final class EntityTable {
    /// The entity.
    public let schema: EntitySchema
    /// The entity's number in the store.
    public let number: Int64
    let store: Store
    let reading: Statement
    private let insertion: GroupedInsertion
    let replacement: Statement
    let removal: Statement
    private let following: Statement
    private let keys: KeyTable
    /// The columns that refer to members, and who knows what those belong to.
    let references: [Int]
    let members: MemberTable?
    private let referring: [Statement]
    private let keyReading: Statement
    /// The texts of a row's dates, while it is being written.
    var dates: [UInt8] = []
    /// Of the row that is being written, the things that its references mean.
    var things: [MappedValue?] = []

    /// What the table knows of a row beside its values.
    public struct Head: Sendable, Equatable {
        /// The row's number.
        public var row: Int64
        /// Its revision.
        public var rev: Int64
        /// The record that alone speaks of it, or 0.
        public var record: Int64
        /// The hash of its values.
        public var print: UInt64
        /// The run that last changed it.
        public var run: Int64
        /// When it last changed.
        public var at: Int64
        /// Its key's hash.
        public var keyHash: UInt64

        /// A head.
        public init(row: Int64, rev: Int64, record: Int64, print: UInt64, run: Int64, at: Int64, keyHash: UInt64) {
            self.row = row
            self.rev = rev
            self.record = record
            self.print = print
            self.run = run
            self.at = at
            self.keyHash = keyHash
        }
    }

    static let columnsBefore = 7

    /// The table of `schema` in `store`, made or widened when the schema has columns that it lacks. Inside a transaction.
    ///
    /// - Parameter references: the columns that refer to linked things, whose members `members` knows.
    public init(_ store: Store, schema: EntitySchema, references: [Int] = [], members: MemberTable? = nil) throws {
        self.schema = schema
        self.store = store
        number = try store.number(of: schema.name, .entity)
        things = Array(repeating: nil, count: schema.columns.count)
        self.references = references
        self.members = members
        try EntityTable.lay(store, schema, references)
        try ColumnOrder(store, schema, number: number).keep()
        let database = store.database
        let table = EntityTable.quoted(schema.name)
        let columns =
            schema.columns.map { EntityTable.quoted($0.name) }
            + references.map { EntityTable.quoted(schema.columns[$0].name + ".member") }
        let all = (["id", "key_hash", "rev", "record", "run", "at", "print"] + columns)
        reading = try database.prepare("SELECT \(all.joined(separator: ", ")) FROM \(table) WHERE id = ?1")
        insertion = try GroupedInsertion(
            database, into: "\(table) (\(all.joined(separator: ", ")))", columns: all.count)
        let settings = all.enumerated().dropFirst().map { "\($1) = ?\($0 + 1)" }.joined(separator: ", ")
        replacement = try database.prepare("UPDATE \(table) SET \(settings) WHERE id = ?1")
        removal = try database.prepare("DELETE FROM \(table) WHERE id = ?1")
        keys = try store.keys(of: number)
        keyReading = try database.prepare("SELECT key_hash FROM \(table) WHERE id = ?1")
        referring = try references.map {
            try database.prepare("SELECT id FROM \(table) WHERE \(columns[$0]) = ?1 ORDER BY id")
        }
        following = try database.prepare("SELECT id FROM \(table) WHERE id > ?1 ORDER BY id LIMIT 1")
    }

    static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    private static func lay(_ store: Store, _ schema: EntitySchema, _ references: [Int]) throws {
        let table = quoted(schema.name)
        let twins = references.map { schema.columns[$0].name + ".member" }
        let names = schema.columns.map(\.name) + twins
        let columns =
            schema.columns.map { "\(quoted($0.name)) \($0.type.affinity)" } + twins.map { "\(quoted($0)) INTEGER" }
        let own = [
            "id INTEGER PRIMARY KEY", "key_hash INTEGER NOT NULL", "rev INTEGER NOT NULL", "record INTEGER NOT NULL",
            "run INTEGER NOT NULL", "at INTEGER NOT NULL", "print INTEGER NOT NULL",
        ]
        try store.run("CREATE TABLE IF NOT EXISTS \(table) (\((own + columns).joined(separator: ", ")))")
        let present = Set(try store.all("SELECT name FROM pragma_table_info(?1)", schema.name) { $0.text(0) ?? "" })
        for (name, declaration) in zip(names, columns) where !present.contains(name) {
            try store.run("ALTER TABLE \(table) ADD COLUMN \(declaration)")
        }
    }

    /// The row whose key has `keyHash`.
    public func find(keyHash: UInt64) throws(SQLiteError) -> Int64? { try keys.find(keyHash)?.number }

    /// The first row whose number is greater than `row`.
    public func next(after row: Int64) throws(SQLiteError) -> Int64? {
        try insertion.flush()
        try following.bind(row, at: 1)
        defer { following.reset() }
        return try following.step() ? following.integer(0) : nil
    }

    /// Row `row`, whole.
    public func read(_ row: Int64) throws(SQLiteError) -> (head: Head, values: RowValues)? {
        try insertion.flush()
        try reading.bind(row, at: 1)
        defer { reading.reset() }
        guard try reading.step() else { return nil }
        return (head(), values())
    }

    /// Forgets what waits to be written: at the start of every page, for the last one may have been rolled back.
    public func load() { insertion.drop() }

    /// Writes the rows that wait: before every commit.
    public func save() throws(SQLiteError) { try insertion.flush() }

    /// Adds a row with the values from `base` on. It may wait for ``save()``.
    public func insert(_ head: Head, _ values: [MappedValue], at base: Int, arena: [UInt8]) throws(SQLiteError) {
        keys.insert(KeyTable.Entry(keyHash: head.keyHash, number: head.row))
        for column in references { things[column] = try thing(values[base + column]) }
        try insertion.add { cells in
            cells.add(head.row)
            cells.add(Int64(bitPattern: head.keyHash))
            cells.add(head.rev)
            cells.add(head.record)
            cells.add(head.run)
            cells.add(head.at)
            cells.add(Int64(bitPattern: head.print))
            if references.isEmpty {
                for index in base..<base + schema.columns.count { cells.add(values[index], from: arena) }
            } else {
                for column in 0..<schema.columns.count {
                    cells.add(things[column] ?? values[base + column], from: arena)
                }
                for column in references { cells.add(values[base + column], from: arena) }
            }
        }
    }

    /// The rows that refer to thing `row` in the reference column `place` of ``references``.
    public func rows(referringTo row: Int64, by place: Int) throws(SQLiteError) -> [Int64] {
        try insertion.flush()
        let statement = referring[place]
        try statement.bind(row, at: 1)
        defer { statement.reset() }
        var found: [Int64] = []
        while try statement.step() { found.append(statement.integer(0)) }
        return found
    }

    /// Makes what finds rows by the things that they refer to, unless it is there: at the end of runs, for a first load is faster
    /// without. Inside a transaction.
    public func indexReferences() throws {
        for case (let column, .ref) in schema.columns.map({ ($0, $0.type) }) {
            let name = EntityTable.quoted(schema.name + "." + column.name)
            let (table, column) = (EntityTable.quoted(schema.name), EntityTable.quoted(column.name))
            try store.run("CREATE INDEX IF NOT EXISTS \(name) ON \(table) (\(column)) WHERE \(column) IS NOT NULL")
        }
    }

    /// Gives a row another key; ``update(_:_:at:arena:)`` with the new head must follow.
    public func rekey(_ row: Int64, from old: UInt64, to new: UInt64) throws(SQLiteError) {
        try insertion.flush()
        try keys.delete(old)
        keys.insert(KeyTable.Entry(keyHash: new, number: row))
    }

    /// Gives row `head.row`, whose key stays, other values.
    public func update(_ head: Head, _ values: [MappedValue], at base: Int, arena: [UInt8]) throws(SQLiteError) {
        try insertion.flush()
        try write(replacement, head, values, base, arena)
    }

    /// Removes row `row`.
    public func delete(_ row: Int64) throws(SQLiteError) {
        try insertion.flush()
        try keyReading.bind(row, at: 1)
        if try keyReading.step() { try keys.delete(UInt64(bitPattern: keyReading.integer(0))) }
        keyReading.reset()
        try removal.bind(row, at: 1)
        try removal.step()
        removal.reset()
    }
}

extension FieldType {
    /// How SQLite keeps a column of the type: dates as `yyyy-MM-dd`, instants as milliseconds, references as numbers.
    var affinity: String {
        switch self {
        case .integer, .bool, .datetime, .ref: "INTEGER"
        case .decimal, .quantity: "REAL"
        case .text, .date, .code, .point, .list: "TEXT"
        }
    }
}
