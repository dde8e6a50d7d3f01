/// A kind of mistake that a system's rows hold, how many of them, and what a hub that reads them well does.
public struct DirtyRows: Sendable, Hashable {
    /// What becomes of such a row.
    public enum Outcome: String, Sendable {
        /// It is understood and stored as if nothing were wrong.
        case cured
        /// It is stored without the value, or with it as written, and says so.
        case flagged
        /// It is kept in quarantine.
        case quarantined
    }

    /// The connector's name.
    public let system: String
    /// The mistake, in Chinese and English.
    public let zh: String
    /// The mistake in English.
    public let en: String
    /// Rows that have it.
    public let count: Int
    /// What becomes of them.
    public let outcome: Outcome
    /// The entity whose row is kept in quarantine; the record's own when the whole record is.
    public let entity: String
    /// Whether the whole record is kept, and not one row of it.
    public let isWhole: Bool
}
