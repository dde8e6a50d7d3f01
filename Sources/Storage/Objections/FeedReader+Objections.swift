import SQLite

extension FeedReader {
    /// The objections of a consumer to a feed, oldest first. Inside ``snapshot(_:)``.
    ///
    /// - Parameters:
    ///   - state: only those that stand so.
    ///   - number: only those behind this one.
    public func objections(
        of consumer: Int64, to feed: String, state: Objection.State? = nil, after number: Int64 = 0, limit: Int
    ) throws -> [Objection] {
        try Objection.all(
            in: database, where: "consumer = ?1 AND feed = ?2 AND number > ?3 AND (?4 IS NULL OR state = ?4)",
            [consumer, feed, number, state?.rawValue], limit: limit)
    }

    /// One of them; nil when there is none of that id, or it is another consumer's, or of another feed. Inside ``snapshot(_:)``.
    public func objection(_ id: String, of consumer: Int64, to feed: String) throws -> Objection? {
        try Objection.all(
            in: database, where: "id = ?1 AND consumer = ?2 AND feed = ?3", [id, consumer, feed]
        ).first
    }

    /// Whether a line has answered an accepted objection. Inside ``snapshot(_:)``.
    public func hasAnsweredObjections(at now: Int64) throws -> Bool {
        try !Objection.answered(in: database, at: now).isEmpty
    }
}
