import SQLite

extension Store {
    /// Why an objection was not kept.
    public enum ObjectionRefusal: Error, Sendable, Equatable {
        /// The feed does not show the record any more.
        case gone
        /// The record has another revision by now.
        case changed(rev: Int64)
        /// The consumer has as many open objections as one may have.
        case tooMany
        /// The caller's name for the request stands for another one.
        case reused
    }

    /// The caller's own name for a request (`Idempotency-Key`), and a hash of what it holds.
    public struct RequestName: Sendable {
        /// The name.
        public var key: String
        /// The hash.
        public var hash: [UInt8]

        /// A name.
        public init(key: String, hash: [UInt8]) {
            self.key = key
            self.hash = hash
        }
    }

    /// Open objections of one consumer.
    public static let openObjections = 100

    /// Keeps an objection to the record as the feed shows it now. Throws ``ObjectionRefusal``.
    ///
    /// - Parameters:
    ///   - rev: the revision that is meant; nil for the newest.
    ///   - name: a request of the same name and content is not kept twice.
    /// - Returns: the objection as it is kept, be it from an earlier request of that name.
    public func add(_ objection: Objection, to rev: Int64?, name: RequestName? = nil) throws -> Objection {
        try inTransaction {
            if let name, let known = try kept(name, of: objection.consumer) { return known }
            guard let line = try objection.line(in: database), line.isThere else { throw ObjectionRefusal.gone }
            if let rev, rev != line.rev { throw ObjectionRefusal.changed(rev: line.rev) }
            let open = try one(
                "SELECT count(*) FROM hub_objection WHERE consumer = ?1 AND state = 'open'", objection.consumer)
            guard open?.integer(0) ?? 0 < Int64(Self.openObjections) else { throw ObjectionRefusal.tooMany }
            var objection = objection
            (objection.rev, objection.shown) = (line.rev, line.value)
            try insert(objection, name)
            objection.number = database.lastInsertRowID
            return objection
        }
    }

    private func kept(_ name: RequestName, of consumer: Int64) throws -> Objection? {
        let condition = "consumer = ?1 AND request_key = ?2"
        guard let known = try Objection.all(in: database, where: condition, [consumer, name.key]).first else {
            return nil
        }
        let hash = try one("SELECT request_hash FROM hub_objection WHERE number = ?1", known.number)?.blob(0)
        guard hash == name.hash else { throw ObjectionRefusal.reused }
        return known
    }

    private func insert(_ objection: Objection, _ name: RequestName?) throws {
        try run(
            """
            INSERT INTO hub_objection (id, consumer, feed, entity, row, record, rev, field, shown, claimed, reason, at, state,
              request_key, request_hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'open', ?13, ?14)
            """, objection.id, objection.consumer, objection.feed, objection.entity, objection.row, objection.record,
            objection.rev, objection.field, objection.shown, objection.claimed, objection.reason, objection.at,
            name?.key, name?.hash)
    }

    /// Objections, oldest first.
    public func objections(
        state: Objection.State? = nil, feed: String? = nil, consumer: Int64? = nil, limit: Int = 1_000
    ) throws -> [Objection] {
        try Objection.all(
            in: database,
            where: "(?1 IS NULL OR state = ?1) AND (?2 IS NULL OR feed = ?2) AND (?3 IS NULL OR consumer = ?3)",
            [state?.rawValue, feed, consumer], limit: limit)
    }

    /// One objection.
    public func objection(_ id: String) throws -> Objection? {
        try Objection.all(in: database, where: "id = ?1", [id]).first
    }

    /// Keeps a person's decision. False when the objection does not stand as one of `from`.
    ///
    /// - Parameters:
    ///   - note: what the partner is told.
    ///   - remark: what he is not told; nil leaves what there is.
    public func decide(
        _ id: String, _ state: Objection.State, from: [Objection.State], who: String, note: String, remark: String?,
        at now: Int64
    ) throws -> Bool {
        try inTransaction {
            guard let known = try objection(id), from.contains(known.state) else { return false }
            try run(
                """
                UPDATE hub_objection SET state = ?2, decided = ?3, who = ?4, note = ?5, internal = coalesce(?6, internal)
                WHERE id = ?1
                """, id, state.rawValue, now, who, note, remark)
            return true
        }
    }

    /// Has the accepted objections that a line has answered by now resolved by it.
    ///
    /// - Returns: how many.
    @discardableResult public func resolveAnsweredObjections(at now: Int64) throws -> Int {
        try inTransaction {
            let answered = try Objection.answered(in: database, at: now)
            for objection in answered {
                try run(
                    """
                    UPDATE hub_objection SET state = 'resolved', answer_seq = ?2, answer_rev = ?3, answer_cause = ?4, answered = ?5
                    WHERE number = ?1
                    """, objection.number, objection.answer?.seq, objection.answer?.rev, objection.answer?.cause,
                    objection.answer?.at)
            }
            return answered.count
        }
    }
}
