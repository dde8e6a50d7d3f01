public import Model

/// How the value of a field is chosen among those that the members of one thing say. A tie goes to the most trusted.
public enum SurvivalRule: String, Sendable, CaseIterable {
    /// What the most trusted member says.
    case trusted
    /// What was said last.
    case newest
    /// The longest text, the list with most items.
    case mostComplete = "most_complete"
    /// What most members say.
    case majority
    /// Of lists all items of all members, each once.
    case union
    /// Of points the one that is least wrong.
    case accuracy

    /// Whether fields of a type can be chosen so.
    public func fits(_ type: FieldType) -> Bool {
        switch self {
        case .trusted, .newest, .majority: true
        case .mostComplete: type == .text || type == .list
        case .union: type == .list
        case .accuracy: type == .point
        }
    }
}
