import Identity
import Model
import Storage

/// Who speaks of a row.
enum RowSpeakers {
    /// One record alone.
    case record(Int64)
    /// Several records; of each field the first that says anything holds.
    case records([ContributionTable.Contribution])
    /// Members of a linked thing, as candidates, and what survives of what they say.
    case members([Member], [Candidate], Survivors)
}

/// Who is taken to have said what a field holds.
struct ChosenSpeaker {
    /// The record.
    let record: Int64
    /// The number that flags are kept under: the member's, or the row's.
    let number: Int64
    /// The member by its place; nil where there are none.
    let member: Int?
    /// What chose it.
    let choice: FieldLineage.Choice
}

extension FieldLineage.Choice {
    static let only = Self(rule: "only", why: "one record alone speaks of it")
    static let first = Self(rule: "first", why: "of several records the first that says anything")

    init(_ reason: Survivors.Reason) { self.init(rule: reason.rule.rawValue, why: reason.words) }

    /// What the rules would not choose any more: they changed, or what is said, and nothing was said of the thing since.
    static func earlier(_ reason: Survivors.Reason) -> Self {
        Self(rule: reason.rule.rawValue, why: "it was chosen earlier; the rules would choose otherwise now")
    }
}
