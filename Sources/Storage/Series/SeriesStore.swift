import Compression
import SQLite

/// The time series, seen from their one writer: what devices report, found again by point, period and time.
///
/// Confined to one thread at a time. Every commit waits for the disk (`synchronous=FULL`): what is committed survives a
/// power cut, so that a device may be told that its packet is safe. Readers have connections of their own (``SeriesReader``).
public final class SeriesStore {
    let database: Database
    let compressor: Compressor
    let statements: SeriesStatements
    let derived: DerivedStatements
    /// Reads what the open transaction has made of the file.
    public let reader: SeriesReader
    /// What waits to be forwarded.
    public let spool: Spool
    private let checkpointer: Checkpointer
    private var points: [String: Int64] = [:]
    private var columns: [SeriesColumnName: Int32] = [:]
    /// The newest time of each series, as far as it has been asked for.
    var newest: [SeriesID: Int64] = [:]
    /// Which sets of columns series are known to have.
    var columnSets: Set<ReadingColumnSet> = []
    static let mostColumnSets = 100_000
    var body = PackedBytes()
    var unpacked = UnpackedBlocks()
    /// How many notices have been put so far.
    public internal(set) var noticesPut = 0

    /// Opens the file at `path`, and makes it when there is none.
    ///
    /// - Throws: ``StoreError`` when it cannot be opened, is damaged, or has the layout of a newer hub.
    public init(path: String) throws {
        do {
            database = try Database(path: path, mode: .create, busyTimeout: 30_000)
            try database.execute(
                """
                PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;
                PRAGMA wal_autocheckpoint=16384;
                """)
            try database.inTransaction { [database] in try SeriesStore.lay(database) }
            compressor = try Compressor(.raw)
            statements = try SeriesStatements(database)
            derived = try DerivedStatements(database)
            reader = try SeriesReader(database)
            spool = try Spool(database)
            checkpointer = Checkpointer(path: path)
        } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }

    private static func lay(_ database: Database) throws {
        try database.execute(SeriesTables.fixed + SpoolTables.fixed)
        guard let layout = try database.integer("SELECT value FROM series_meta WHERE key = 'layout'") else {
            return try database.execute(
                "INSERT INTO series_meta VALUES ('layout', \(SeriesTables.layout))")
        }
        guard layout <= SeriesTables.layout else {
            throw StoreError(
                .damaged,
                "the time series have layout \(layout), this hub knows \(SeriesTables.layout): use the hub that wrote them"
            )
        }
    }

    deinit { checkpointer.close() }

    /// Runs `body` as one transaction; it is on the disk when this returns.
    public func inTransaction<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            try database.begin(.immediate)
            let result = try body()
            try spool.save()
            try database.commit()
            checkpointer.committed(changes: database.totalChanges)
            return result
        } catch {
            try? database.rollback()
            forget()
            throw (error as? SQLiteError).map(StoreError.init) ?? error
        }
    }

    /// After a rollback nothing that was learnt in the transaction may be believed.
    private func forget() {
        points = [:]
        columns = [:]
        newest = [:]
        columnSets = []
        unpacked.forgetAll()
        spool.forget()
    }

    /// The number of the point with a code (its MN). Inside a transaction.
    public func point(_ code: String) throws -> Int64 {
        if let known = points[code] { return known }
        let number = try named("series_point (code)", "code = ?1", [code])
        points[code] = number
        return number
    }

    /// The number of the column for a field of a factor in a unit. Inside a transaction.
    public func column(_ name: SeriesColumnName) throws -> Int32 {
        if let known = columns[name] { return known }
        let number = try named(
            "series_column (factor, field, unit)", "factor = ?1 AND field = ?2 AND unit = ?3",
            [name.factor, name.field, name.unit])
        guard let column = Int32(exactly: number) else {
            throw StoreError(.full, "too many columns in the time series")
        }
        columns[name] = column
        return column
    }

    private func named(_ table: String, _ condition: String, _ values: [String]) throws -> Int64 {
        let name = table.prefix { $0 != " " }
        let finding = try database.prepare("SELECT id FROM \(name) WHERE \(condition)")
        try finding.bind(all: values)
        if try finding.step() { return finding.integer(0) }
        let marks = values.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let insertion = try database.prepare("INSERT INTO \(table) VALUES (\(marks))")
        try insertion.bind(all: values)
        try insertion.run()
        return database.lastInsertRowID
    }
}

/// What the values of a column are.
public struct SeriesColumnName: Hashable, Sendable {
    /// The factor, by the code table's code where it has one and as the device wrote it otherwise.
    public var factor: String
    /// The field of HJ 212-2017 table 4, such as `Rtd`, `Avg` or `Flag`.
    public var field: String
    /// The unit's code; empty where there is none or none is known.
    public var unit: String

    /// A name.
    public init(factor: String, field: String, unit: String) {
        self.factor = factor
        self.field = field
        self.unit = unit
    }
}
