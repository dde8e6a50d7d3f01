import Identity
import Storage

extension Candidate {
    /// What members say, with when each value was said.
    static func of(_ members: [Member], in store: Store) throws -> [Candidate] {
        try Saying.of(members, in: store.database).map {
            Candidate(system: $0.system, key: $0.key, values: $0.values, times: $0.times)
        }
    }
}
