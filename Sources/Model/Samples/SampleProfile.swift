/// What the records of a connector look like: which paths they have, and, of values that may be kept, which.
///
/// A run makes one of its first records; `envhub check` compares mappings with it. Paths are absolute and written as the
/// mapping's: `$.pfkList[*].xzList[*].nd`, a column's name, or the local names of XML `wastes/waste/@unit`.
public struct SampleProfile: Sendable, Equatable {
    /// What was found at one path.
    public struct Field: Sendable, Equatable {
        /// How often there was something, null too.
        public var count = 0
        /// What the values look like, with how often.
        public var votes: [SampleVote: Int] = [:]
        /// Distinct values with how often, at most ``SampleBuilder/mostValues``; empty where none may be kept.
        public var values: [String: Int] = [:]
        /// Whether there were more distinct values than are kept.
        public var hasMore = false

        /// A field that was not seen.
        public init() {}
    }

    /// The run that took the sample.
    public var run: Int64 = 0
    /// When, in milliseconds since 1970-01-01T00:00:00Z.
    public var at: Int64 = 0
    /// How many records it has.
    public var records = 0
    /// What was found, by path.
    public var fields: [String: Field] = [:]
    /// Whether there were more paths than are kept.
    public var hasMore = false

    /// An empty profile.
    public init() {}

    /// How often something was found at a path.
    public func count(_ path: String) -> Int { fields[path]?.count ?? 0 }
}

/// What a value looks like.
public enum SampleVote: String, Sendable, CaseIterable {
    /// Null.
    case null
    /// An empty text, or nothing but blanks.
    case empty
    /// A whole number without a leading zero and of at most 15 digits.
    case integer
    /// A decimal.
    case decimal
    /// True or false.
    case bool
    /// A day, or a day and a time: it begins with a year and two more numbers.
    case date
    /// Any other text, also digits that are a code: `0123`.
    case text
    /// An object or element with something in it.
    case object
    /// A list.
    case list
}
