import Identity
import Storage

extension LinkDecisions {
    /// What the decisions that still hold mean for linking.
    ///
    /// - Parameter record: what linking calls a member.
    init(_ decisions: [Decision], record: (Int64) throws -> RecordID?) rethrows {
        self.init()
        for decision in decisions where decision.undone == nil {
            let groups = try decision.groups.map { try $0.compactMap(record) }
            switch decision.kind {
            case .same: for group in groups { for other in group.dropFirst() { join(group[0], other) } }
            case .pin: for group in groups { pin(group) }
            case .different:
                for one in groups.first ?? [] { for two in groups.dropFirst().joined() { separate(one, two) } }
            }
        }
    }
}
