/// A change that happened at a source, and what the partners see of it.
public struct ExpectedChange: Sendable, Hashable {
    /// The connector that brings it.
    public let system: String
    /// What happened, in Chinese.
    public let zh: String
    /// What happened, in English.
    public let en: String
    /// Whom or what it happened to: a name or a number.
    public let subject: String
    /// The lines that arrive in feeds, and no others; none when no feed shows it.
    public let arrivals: [Arrival]

    /// Lines of one kind in one feed.
    public struct Arrival: Sendable, Hashable {
        /// The feed's name.
        public let feed: String
        /// `upsert`, `delete` or `leave`.
        public let op: String
        /// The entity's name.
        public let entity: String
        /// How many lines.
        public let count: Int
        /// The columns that an upsert says have changed; empty for a new record and for other lines.
        public let changed: [String]

        init(_ feed: String, _ op: String, _ entity: String, _ count: Int = 1, changed: [String] = []) {
            self.feed = feed
            self.op = op
            self.entity = entity
            self.count = count
            self.changed = changed
        }

        static func water(_ op: String, _ entity: String, _ count: Int = 1, changed: [String] = []) -> Arrival {
            Arrival("water-affairs", op, entity, count, changed: changed)
        }

        static func police(_ op: String, _ entity: String, _ count: Int = 1, changed: [String] = []) -> Arrival {
            Arrival("environmental-police", op, entity, count, changed: changed)
        }
    }
}
