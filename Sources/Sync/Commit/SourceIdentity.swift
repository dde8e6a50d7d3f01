import Model

/// Whose records are being committed.
public struct SourceIdentity: Sendable {
    /// The connector's name: the records' own name space.
    public var connector: String
    /// The system's name: connectors of one system share its keys.
    public var system: String
    /// Whether the reading is complete: everything that the source has.
    public var isComplete: Bool
    /// The entities of the mapping whose rows are deleted when their record no longer gives them (`absent: delete`); of
    /// the others, rows that are not given any more stay.
    public var absentIsDeleted: Set<Int>
    /// For linked entities: the columns of the key that the system itself uses, where the mapping's `key:` says others than
    /// the schema's.
    public var keys: [Int: [Int]]
    /// The entities of the mapping whose rows must be in the hub when a record refers to them (`missing: quarantine` and
    /// `defer`), by their index in the mapping.
    public var required: [Int: RequiredReference] = [:]

    /// An identity.
    public init(
        connector: String, system: String, isComplete: Bool = false, absentIsDeleted: Set<Int> = [],
        keys: [Int: [Int]] = [:]
    ) {
        self.connector = connector
        self.system = system
        self.isComplete = isComplete
        self.absentIsDeleted = absentIsDeleted
        self.keys = keys
    }
}

extension SourceIdentity {
    /// The rank of a system among others that speak of one row: the order of their names, by which the row does not depend on who
    /// came first. Names are told apart by their first six letters, further ones by a hash.
    static func rank(of system: String) -> Int64 {
        let bytes = Array(system.utf8)
        let letters = (0..<6).reduce(UInt64(0)) { $0 << 8 | UInt64($1 < bytes.count ? bytes[$1] : 0) }
        return Int64(letters << 15 | ByteHash.hash64(bytes.span) & 0x7fff)
    }
}

/// An entity of a mapping that records may only refer to when it is there.
public struct RequiredReference: Sendable, Equatable {
    /// How long, and how many at a time, records may wait.
    public struct Patience: Sendable, Equatable {
        /// In milliseconds.
        public var longest: Int64
        /// Of one connector.
        public var most: Int

        /// A patience.
        public init(longest: Int64, most: Int) {
            self.longest = longest
            self.most = most
        }
    }

    /// Its name in the mapping.
    public var name: String
    /// Its place in the mapping's file.
    public var line: Int
    /// See ``line``.
    public var column: Int
    /// How long a record waits for the row; nil when it is held for a person at once.
    public var patience: Patience?

    /// A reference.
    public init(name: String, line: Int, column: Int, patience: Patience? = nil) {
        self.name = name
        self.line = line
        self.column = column
        self.patience = patience
    }
}
