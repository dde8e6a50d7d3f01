public import SQLite

/// The history of things and their members: who joined what and why, and what went into what.
public final class RegroupingTable {
    /// One change of the thing that a member belongs to.
    public struct Move: Sendable, Equatable {
        /// Why a member belongs to another thing.
        public enum Cause: String, Sendable {
            /// The member is new.
            case linked
            /// What is said of it, or of others, has changed.
            case relinked
            /// A person decided.
            case decided
        }

        /// The member.
        public var member: Int64
        /// The thing that it belonged to; 0 for none.
        public var from: Int64
        /// The thing that it belongs to.
        public var to: Int64
        /// Why.
        public var cause = Cause.linked
        /// The decision's number; 0 for none.
        public var decision: Int64 = 0
        /// The member of the same thing that speaks most for it; 0 for none.
        public var other: Int64 = 0
        /// How many bits that one speaks for it with.
        public var bits: Double = 0
        /// The rule of linking.
        public var rule = ""

        /// A move.
        public init(member: Int64, from: Int64, to: Int64) {
            self.member = member
            self.from = from
            self.to = to
        }
    }

    private let insertion: Statement
    private let burial: Statement
    private let revival: Statement

    /// The tables in `store`.
    public init(_ store: Store) throws {
        let database = store.database
        insertion = try database.prepare(
            "INSERT INTO hub_regrouping VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
        burial = try database.prepare("INSERT OR REPLACE INTO hub_merged VALUES (?1, ?2, ?3, ?4)")
        revival = try database.prepare("DELETE FROM hub_merged WHERE row = ?1")
    }

    /// Notes a move.
    public func note(_ move: Move, _ stamp: Stamp) throws(SQLiteError) {
        try insertion.bind(all: [
            stamp.at, stamp.run, move.member, move.from, move.to, move.cause.rawValue, move.decision, move.other,
        ])
        try insertion.bind(move.bits, at: 9)
        try insertion.bind(move.rule, at: 10)
        try insertion.step()
        insertion.reset()
    }

    /// Notes that number `row` is no thing of its own any more.
    public func merge(_ row: Int64, entity: Int64, into survivor: Int64, at: Int64) throws(SQLiteError) {
        try burial.bind(all: [row, entity, survivor, at])
        try burial.step()
        burial.reset()
    }

    /// Notes that number `row` is a thing of its own.
    public func revive(_ row: Int64) throws(SQLiteError) {
        try revival.bind(row, at: 1)
        try revival.step()
        revival.reset()
    }
}

extension Store {
    /// How many times a member's thing became another one.
    public func regroupingCount() throws -> Int {
        Int(try one("SELECT count(*) FROM hub_regrouping")?.integer(0) ?? 0)
    }
}
