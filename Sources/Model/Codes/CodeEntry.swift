/// One row of a code table: a code with its names, from one day to another.
public struct CodeEntry: Sendable, Hashable {
    /// The code as stored.
    public let code: String
    /// The Chinese name.
    public let labelZh: String
    /// The English name.
    public let labelEn: String
    /// Other spellings of the code in source systems.
    public let aliases: [String]
    /// The code above this one, in tables that are trees.
    public let parent: String?
    /// The first day on which the row holds; nil for always.
    public let validFrom: CivilDate?
    /// The last day on which the row holds; nil for ever.
    public let validTo: CivilDate?
    /// Remarks for readers.
    public let note: String
    /// The line of the file the row comes from.
    public let line: Int

    /// Whether the row holds on a day.
    public func isValid(on day: CivilDate) -> Bool {
        (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true)
    }

    /// Whether there is a day on which both rows hold.
    func overlaps(_ other: CodeEntry) -> Bool {
        (validFrom ?? .first) <= (other.validTo ?? .last) && (other.validFrom ?? .first) <= (validTo ?? .last)
    }
}

/// An entry's place in its table; cheap to keep in batches of rows.
public struct CodeIndex: Sendable, Hashable {
    /// The place in ``CodeTable/entries``.
    public let position: Int
}
