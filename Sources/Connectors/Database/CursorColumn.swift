/// The column that an incremental pull goes by, and what of it is no value.
struct CursorColumn: Equatable {
    /// The name as SQL writes it.
    let name: String
    /// Whether it holds texts: an empty one is no value, like NULL. Other columns cannot be compared with a text everywhere.
    let holdsTexts: Bool

    /// The condition for a row without a value.
    ///
    /// `LTRIM(RTRIM(…))`, because not every database knows `TRIM`; it IS NULL, because for Oracle an empty text is.
    var isAbsent: String {
        guard holdsTexts else { return "\(name) IS NULL" }
        let text = "LTRIM(RTRIM(\(name)))"
        return "(\(text) IS NULL OR \(text) = '')"
    }

    /// The condition for a row with a value. Not the negation: of a comparison with NULL that is none.
    var isPresent: String { holdsTexts ? "\(rank) = 1" : "\(name) IS NOT NULL" }

    /// The order by which rows without a value come first; among them only the key decides.
    var order: [String] {
        [rank, holdsTexts ? "CASE WHEN \(isAbsent) THEN NULL ELSE \(name) END" : name]
    }

    /// Whether a value of a row that was read is none.
    func isAbsent(_ value: String) -> Bool { holdsTexts && value.allSatisfy { $0 == " " } }

    private var rank: String { "CASE WHEN \(isAbsent) THEN 0 ELSE 1 END" }
}
