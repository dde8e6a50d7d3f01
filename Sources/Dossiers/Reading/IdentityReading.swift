import JSON
import Model
import SQLite

/// Reads which members make a thing up, and what happened to them.
struct IdentityReading {
    private let reading: DossierReading
    private let number: Int64
    private var database: Database { reading.database }
    /// The moment up to which things are told.
    private var moment: Int64 { reading.asOf ?? .max }

    init(_ reading: DossierReading, of number: Int64) {
        self.reading = reading
        self.number = number
    }

    func story() throws -> IdentityStory {
        var story = IdentityStory()
        let concerned = try membersEver()
        for member in concerned where try belongs(member) { story.members.append(try self.member(member)) }
        story.members.sort { ($0.system, $0.key) < ($1.system, $1.key) }
        story.regroupings = try concerned.flatMap(regroupings).sorted { $0.at > $1.at }
        story.decisions = try decisions(of: Set(concerned))
        story.merged = try merged()
        return story
    }

    /// Who belongs to the thing now, and who has left it.
    private func membersEver() throws -> [Int64] {
        let rows = try database.prepare(
            """
            SELECT id FROM hub_member WHERE row = ?1
            UNION SELECT member FROM hub_regrouping WHERE from_row = ?1 AND from_row <> 0 ORDER BY 1
            """)
        try rows.bind(number, at: 1)
        var members: [Int64] = []
        while try rows.step() { members.append(rows.integer(0)) }
        return members
    }

    /// Whether a member belonged to the thing: by the last change up to the moment, else by what the first one after it changed, or,
    /// when there is none, as it is now. A member that began as a thing of its own has no change for that.
    private func belongs(_ member: Int64) throws -> Bool {
        let last = try database.prepare(
            """
            SELECT coalesce(
              (SELECT to_row FROM hub_regrouping WHERE member = ?1 AND at <= ?2 ORDER BY at DESC, id DESC LIMIT 1),
              (SELECT from_row FROM hub_regrouping WHERE member = ?1 AND at > ?2 ORDER BY at, id LIMIT 1),
              (SELECT row FROM hub_member WHERE id = ?1))
            """)
        try last.bind(member, at: 1)
        try last.bind(moment, at: 2)
        return try last.step() && last.integer(0) == number
    }

    private func member(_ number: Int64) throws -> IdentityStory.Member {
        let row = try database.prepare(
            "SELECT n.name, m.key FROM hub_member m LEFT JOIN hub_name n ON n.id = m.system WHERE m.id = ?1")
        try row.bind(number, at: 1)
        guard try row.step() else { return IdentityStory.Member(id: try reading.id(number), system: "", key: "") }
        return IdentityStory.Member(id: try reading.id(number), system: row.text(0) ?? "", key: row.text(1) ?? "")
    }

    private func regroupings(of member: Int64) throws -> [IdentityStory.Regrouping] {
        let rows = try database.prepare(
            """
            SELECT at, from_row, to_row, cause, decision, other, bits, rule FROM hub_regrouping
              WHERE member = ?1 AND at <= ?2 AND ?3 IN (from_row, to_row) ORDER BY id DESC
            """)
        try rows.bind(member, at: 1)
        try rows.bind(moment, at: 2)
        try rows.bind(number, at: 3)
        var found: [IdentityStory.Regrouping] = []
        while try rows.step() {
            let (from, decision, other) = (rows.integer(1), rows.integer(4), rows.integer(5))
            found.append(
                IdentityStory.Regrouping(
                    at: rows.integer(0), member: try self.member(member),
                    from: from == 0 ? nil : try reading.id(from), to: try reading.id(rows.integer(2)),
                    cause: rows.text(3) ?? "", decision: decision == 0 ? nil : decision,
                    other: other == 0 ? nil : try self.member(other), bits: rows.double(6), rule: rows.text(7) ?? ""))
        }
        return found
    }

    private func decisions(of members: Set<Int64>) throws -> [IdentityStory.Decision] {
        let rows = try database.prepare(
            """
            SELECT id, kind, members, who, why, at, undone_by, undone_why, undone_at FROM hub_decision
              WHERE at <= ?1 ORDER BY at DESC, id DESC
            """)
        try rows.bind(moment, at: 1)
        var found: [IdentityStory.Decision] = []
        while try rows.step() {
            let all = try JSONValue(parsing: rows.text(2) ?? "[]").arrayValue ?? []
            let numbers = all.flatMap { $0.arrayValue ?? [] }.compactMap(\.intValue).map { Int64($0) }
            guard !members.isDisjoint(with: numbers) else { continue }
            found.append(
                IdentityStory.Decision(
                    number: rows.integer(0), kind: rows.text(1) ?? "", members: try numbers.map(member),
                    who: rows.text(3) ?? "", why: rows.text(4) ?? "", at: rows.integer(5), undone: undoing(rows)))
        }
        return found
    }

    /// What was taken back after the moment still held then.
    private func undoing(_ row: Statement) -> IdentityStory.Undoing? {
        guard !row.isNull(8), row.integer(8) <= moment else { return nil }
        return IdentityStory.Undoing(who: row.text(6) ?? "", why: row.text(7) ?? "", at: row.integer(8))
    }

    private func merged() throws -> [IdentityStory.Merged] {
        let rows = try database.prepare(
            "SELECT row, at FROM hub_merged WHERE into_row = ?1 AND at <= ?2 ORDER BY at DESC, row")
        try rows.bind(number, at: 1)
        try rows.bind(moment, at: 2)
        var found: [IdentityStory.Merged] = []
        while try rows.step() {
            found.append(IdentityStory.Merged(id: try reading.id(rows.integer(0)), at: rows.integer(1)))
        }
        return found
    }
}
