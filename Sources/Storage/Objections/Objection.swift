import SQLite

/// What a partner disputes of a record, or of one value of it (校核), and what became of that.
public struct Objection: Sendable, Equatable {
    /// Where it stands.
    public enum State: String, Sendable, CaseIterable {
        /// Nobody has decided.
        case open
        /// It is right; the correction has not come yet.
        case accepted
        /// It is not right.
        case rejected
        /// It was right, and is done with: the record was published otherwise, or a note says why not.
        case resolved
    }

    /// The line that showed the record otherwise than it was disputed.
    public struct Answer: Sendable, Equatable {
        /// Its number in the feed.
        public var seq: Int64
        /// The record's revision in it.
        public var rev: Int64
        /// Why it came, as the line says: `correction` for a value that was corrected at its source.
        public var cause: String
        /// When it was found, in milliseconds since 1970.
        public var at: Int64
    }

    /// Its number, by which lists go on.
    public var number: Int64 = 0
    /// Its id, `ob_` and twelve characters of Crockford's base 32.
    public var id: String
    /// The number of the consumer whose it is.
    public var consumer: Int64
    /// The feed's name.
    public var feed: String
    /// The entity's name.
    public var entity: String
    /// The number of the row.
    public var row: Int64
    /// The row's id.
    public var record: String
    /// The revision that is disputed.
    public var rev: Int64 = 0
    /// The field that is disputed; nil for the record as such.
    public var field: String?
    /// The field's value as the feed showed it, as JSON.
    public var shown: String?
    /// What it should be, as JSON.
    public var claimed: String?
    /// Why.
    public var reason: String
    /// When it was made, in milliseconds since 1970.
    public var at: Int64
    /// Where it stands.
    public var state = State.open
    /// When it was decided, in milliseconds since 1970.
    public var decided: Int64?
    /// Who decided; not for partners.
    public var who: String?
    /// What the partner is told of the decision.
    public var note: String?
    /// What he is not told.
    public var remark: String?
    /// What the feed showed then.
    public var answer: Answer?

    /// An objection that nobody has decided.
    public init(
        id: String, consumer: Int64, feed: String, entity: String, row: Int64, record: String, field: String? = nil,
        claimed: String? = nil, reason: String, at: Int64
    ) {
        self.id = id
        self.consumer = consumer
        self.feed = feed
        self.entity = entity
        self.row = row
        self.record = record
        self.field = field
        self.claimed = claimed
        self.reason = reason
        self.at = at
    }
}

extension Objection {
    static let columns = """
        number, id, consumer, feed, entity, row, record, rev, field, shown, claimed, reason, at, state, decided, who, note, internal,
        answer_seq, answer_rev, answer_cause, answered
        """

    /// A row of ``columns``.
    init(_ row: Statement) {
        self.init(
            id: row.text(1) ?? "", consumer: row.integer(2), feed: row.text(3) ?? "", entity: row.text(4) ?? "",
            row: row.integer(5), record: row.text(6) ?? "", field: row.text(8), claimed: row.text(10),
            reason: row.text(11) ?? "", at: row.integer(12))
        number = row.integer(0)
        rev = row.integer(7)
        shown = row.text(9)
        state = State(rawValue: row.text(13) ?? "") ?? .open
        decided = row.isNull(14) ? nil : row.integer(14)
        (who, note, remark) = (row.text(15), row.text(16), row.text(17))
        answer =
            row.isNull(18)
            ? nil
            : Answer(
                seq: row.integer(18), rev: row.integer(19), cause: row.text(20) ?? "", at: row.integer(21))
    }

    /// The objections that a condition is true of, oldest first.
    static func all(
        in database: Database, where condition: String, _ values: [any Bindable] = [], limit: Int = .max
    ) throws -> [Objection] {
        let rows = try database.prepare(
            "SELECT \(columns) FROM hub_objection WHERE \(condition) ORDER BY number LIMIT \(limit)")
        try rows.bind(all: values)
        var found: [Objection] = []
        while try rows.step() { found.append(Objection(rows)) }
        return found
    }

    /// The line of a row in a feed: its number, the record's revision, whether it has a record, and the field's value as JSON.
    struct Line {
        let seq: Int64
        let rev: Int64
        let isThere: Bool
        let value: String?
        let cause: String
    }

    /// The line that the disputed row has now; nil for a feed that is gone, or a row that it has forgotten.
    func line(in database: Database) throws -> Line? {
        let feed = try database.prepare("SELECT id FROM hub_feed WHERE name = ?1")
        try feed.bind(all: [self.feed])
        guard try feed.step() else { return nil }
        // Names of fields are letters, digits and underlines: none needs an escape in a path.
        let found = try database.prepare(
            """
            SELECT f.seq, json_extract(f.body, '$.rev'), f.op,
              iif(?3 IS NULL, NULL, coalesce(f.body -> ('$.record."' || ?3 || '"'), 'null')), json_extract(f.body, '$.cause')
            FROM hub_feed_\(feed.integer(0)) f JOIN hub_name n ON n.id = f.entity AND n.kind = 'entity' AND n.name = ?1
            WHERE f.row = ?2
            """)
        try found.bind(all: [entity, row, field])
        guard try found.step() else { return nil }
        return Line(
            seq: found.integer(0), rev: found.integer(1), isThere: found.integer(2) == 0, value: found.text(3),
            cause: found.text(4) ?? "")
    }

    /// The line that answers it: a later revision that is gone, or shows another value; of a record as such any later one.
    func answer(in database: Database, at now: Int64) throws -> Answer? {
        guard let line = try line(in: database), line.rev > rev else { return nil }
        guard !line.isThere || field == nil || line.value != shown else { return nil }
        return Answer(seq: line.seq, rev: line.rev, cause: line.cause, at: now)
    }

    /// The accepted objections that a line has answered by now.
    static func answered(in database: Database, at now: Int64) throws -> [Objection] {
        try all(in: database, where: "state = 'accepted'").compactMap { objection in
            guard let answer = try objection.answer(in: database, at: now) else { return nil }
            var objection = objection
            objection.answer = answer
            return objection
        }
    }
}
