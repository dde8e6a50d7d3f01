public import Model

/// A column of a feed's records.
public struct FeedColumn: Sendable {
    /// The name in records.
    public let name: String
    /// The index among the columns of the entity's rows (``EntitySchema/columns``).
    public let index: Int
    /// What it holds.
    public let type: FieldType
    /// What people call it.
    public let title: Title
    /// The standard that defines it; empty when there is none.
    public let standard: String
    /// Whether every row has it.
    public let isRequired: Bool
    /// Whether it states what has been: another value later is a correction.
    public let isFact: Bool
    /// What is left of the value in the feed.
    public let mask: FeedMask
    /// For references: the letters of the ids it holds.
    let target: HubID.Prefix?
}
