import SQLite

/// What a person decided about members of a linked entity.
public struct Decision: Sendable, Equatable {
    /// What was decided.
    public enum Kind: String, Sendable, CaseIterable {
        /// They are one.
        case same
        /// Those of one group and those of another are two.
        case different
        /// They are one, and nobody joins them by the machine's judgement alone.
        case pin
    }

    /// When, by whom and why a decision was taken back.
    public struct Undoing: Sendable, Equatable {
        /// Who.
        public var who: String
        /// Why.
        public var why: String
        /// When, in milliseconds since 1970.
        public var at: Int64

        /// An undoing.
        public init(who: String, why: String, at: Int64) {
            self.who = who
            self.why = why
            self.at = at
        }
    }

    /// Its number, from 1; 0 before it is stored.
    public var id: Int64 = 0
    /// What was decided.
    public var kind: Kind
    /// The members that it is about: one group, two of ``Kind/different``.
    public var groups: [[Int64]]
    /// Who decided.
    public var who: String
    /// Why.
    public var why: String
    /// When, in milliseconds since 1970.
    public var at: Int64
    /// Whether it was taken back.
    public var undone: Undoing?

    /// A decision.
    public init(_ kind: Kind, groups: [[Int64]], who: String, why: String, at: Int64) {
        self.kind = kind
        self.groups = groups
        self.who = who
        self.why = why
        self.at = at
    }
}

extension Store {
    /// All decisions, also those that were taken back, the oldest first.
    public func decisions() throws -> [Decision] { try Self.decisions(database) }

    static func decisions(_ database: Database) throws -> [Decision] {
        let row = try database.prepare(
            "SELECT id, kind, members, who, why, at, undone_by, undone_why, undone_at FROM hub_decision ORDER BY id")
        var found: [Decision] = []
        while try row.step() {
            guard let kind = Decision.Kind(rawValue: row.text(1) ?? ""), let groups = Decision.groups(row.text(2) ?? "")
            else { throw StoreError(.damaged, "decision \(row.integer(0)) cannot be read") }
            var decision = Decision(
                kind, groups: groups, who: row.text(3) ?? "", why: row.text(4) ?? "", at: row.integer(5))
            decision.id = row.integer(0)
            if !row.isNull(8) {
                decision.undone = .init(who: row.text(6) ?? "", why: row.text(7) ?? "", at: row.integer(8))
            }
            found.append(decision)
        }
        return found
    }

    /// The number of the newest decision, and how many were taken back: other numbers tell of other decisions.
    public func decisionCounts() throws -> [Int64] {
        try one("SELECT coalesce(max(id), 0), count(undone_at) FROM hub_decision").map {
            [$0.integer(0), $0.integer(1)]
        } ?? []
    }

    /// Stores a decision and gives its number. Inside a transaction.
    public func add(_ decision: Decision) throws -> Int64 {
        try run(
            "INSERT INTO hub_decision (kind, members, who, why, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            decision.kind.rawValue, Decision.text(decision.groups), decision.who, decision.why, decision.at)
        return database.lastInsertRowID
    }

    /// Takes decision number `id` back. Inside a transaction.
    ///
    /// - Returns: whether there was such a decision that still held.
    public func undoDecision(_ id: Int64, _ undoing: Decision.Undoing) throws -> Bool {
        try run(
            "UPDATE hub_decision SET undone_by = ?2, undone_why = ?3, undone_at = ?4 WHERE id = ?1 AND undone_at IS NULL",
            id, undoing.who, undoing.why, undoing.at)
        return database.changes > 0
    }
}

extension Decision {
    static func text(_ groups: [[Int64]]) -> String {
        "[" + groups.map { "[" + $0.map(String.init).joined(separator: ",") + "]" }.joined(separator: ",") + "]"
    }

    /// The groups of `[[1,2],[3]]`.
    static func groups(_ text: String) -> [[Int64]]? {
        guard text.hasPrefix("[["), text.hasSuffix("]]") else { return nil }
        let groups = text.dropFirst(2).dropLast(2).split(separator: "],[").map { group in
            group.split(separator: ",").map { Int64($0) }
        }
        let known = groups.map { $0.compactMap(\.self) }
        return zip(known, groups).allSatisfy { $0.count == $1.count } ? known : nil
    }
}
