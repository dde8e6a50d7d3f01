import CSQLite

/// Tells whether anybody has committed to a database in WAL mode, with neither a transaction nor a system call.
///
/// All connections to such a database, of all processes, share an index, whose head every commit changes; connections compare it
/// with the one that they know when they begin to read ("WAL-mode File Format", section 2.2.1: 48 bytes, twice). The watch looks at the
/// same bytes: as long as they are those of its mark, a new transaction would see what one at the mark's time saw.
@safe public struct CommitWatch {
    /// The head of the index at a moment.
    public struct Mark: Equatable, Sendable {
        private var words = InlineArray<12, UInt64>(repeating: 0)

        fileprivate init(_ index: UnsafeRawPointer) {
            unsafe withUnsafeMutableBytes(of: &words) { unsafe csqlite_wal_mark(index, $0.baseAddress) }
        }

        /// Whether no commit lies between two marks.
        public static func == (one: Mark, other: Mark) -> Bool {
            for place in one.words.indices where one.words[place] != other.words[place] { return false }
            return true
        }
    }

    private let index: UnsafeRawPointer
    /// Keeps the connection, and with it the shared memory.
    private let database: Database

    /// Watches the database of a connection that has read from it before.
    ///
    /// Nil when the database is not in WAL mode, or its index is no shared memory.
    public init?(_ database: Database) throws(SQLiteError) {
        guard try database.text("PRAGMA journal_mode") == "wal", let index = unsafe csqlite_wal_index(database.handle)
        else { return nil }
        unsafe self.index = unsafe index
        self.database = database
    }

    /// The mark of now. Any thread may take it while the watch lives.
    public var mark: Mark { unsafe Mark(index) }
}
