public import Model
public import SQLite

/// What a member says, with when: what the choice of a golden record looks at.
public struct Saying: Sendable, Equatable {
    /// The system's name; of a member that nobody has a key for, `=` and the identifier by which it is called.
    public var system: String
    /// What the system calls it.
    public var key: String
    /// A value for each column of the entity.
    public var values: RowValues
    /// When each column was said, in milliseconds since 1970.
    public var times: [Int64]

    /// What members say, in their order.
    ///
    /// - Parameters:
    ///   - system: the name of a system's number.
    ///   - time: when what is stored of a record came, in milliseconds since 1970.
    public static func of(
        _ members: [Member], system: (Int64) throws -> String, time: (Int64) throws -> Int64
    ) rethrows -> [Saying] {
        try members.map { member in
            var times: [Int64: Int64] = [:]
            let said = try member.values.values.indices.map { column in
                let speaker = member.speaker(of: column)
                if let known = times[speaker] { return known }
                let at = try time(speaker)
                times[speaker] = at
                return at
            }
            return Saying(
                system: try system(member.system), key: String(decoding: member.key, as: UTF8.self),
                values: member.values, times: said)
        }
    }

    /// What members say, by what the store behind `database` knows of systems and records.
    public static func of(_ members: [Member], in database: Database) throws -> [Saying] {
        let clock = try database.prepare("SELECT at FROM hub_record WHERE id = ?1")
        let names = try database.prepare("SELECT name FROM hub_name WHERE id = ?1")
        return try of(members) { system in
            try names.bind(system, at: 1)
            defer { names.reset() }
            return try names.step() ? names.text(0) ?? "" : ""
        } time: { record in
            try clock.bind(record, at: 1)
            defer { clock.reset() }
            return try clock.step() ? clock.integer(0) : .min
        }
    }
}

/// Reads what is said of rows, over a connection that may only read.
public final class SayingReader {
    private let listing: Statement
    private let contributions: Statement
    private let placing: Statement

    /// Reads the store behind `database`.
    public init(_ database: Database) throws(SQLiteError) {
        listing = try database.prepare(
            "SELECT \(MemberTable.columns) FROM hub_member WHERE row = ?1 AND records > 0 ORDER BY id")
        contributions = try database.prepare(
            "SELECT record, body FROM hub_contribution WHERE row = ?1 ORDER BY rank, record")
        placing = try database.prepare("SELECT row FROM hub_member WHERE id = ?1")
    }

    /// The members of a thing that records speak of, by rising number.
    public func members(of row: Int64) throws -> [Member] {
        try listing.bind(row, at: 1)
        defer { listing.reset() }
        var found: [Member] = []
        while try listing.step() { found.append(try Member(listing)) }
        return found
    }

    /// What each of several records says of a row, or of a member of a linked thing, the one that holds before others first. Empty
    /// when one alone speaks of it.
    public func contributions(to row: Int64) throws -> [ContributionTable.Contribution] {
        try contributions.bind(row, at: 1)
        defer { contributions.reset() }
        var found: [ContributionTable.Contribution] = []
        while try contributions.step() {
            let record = contributions.integer(0)
            guard let values = RowPacking.unpack(contributions.blob(1) ?? []) else {
                throw StoreError(.damaged, "the contribution of record \(record) to row \(row) cannot be read")
            }
            found.append(ContributionTable.Contribution(record: record, values: values))
        }
        return found
    }

    /// The thing that a member belongs to now; the number itself when there is no such member.
    public func thing(of member: Int64) throws -> Int64 {
        try placing.bind(member, at: 1)
        defer { placing.reset() }
        return try placing.step() ? placing.integer(0) : member
    }
}
