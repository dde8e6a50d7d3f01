import Identity
import Storage

extension Candidate {
    /// What members say, with when each value was said; the names of systems and the times of records are asked for.
    static func of(
        _ members: [Member], system: (Int64) throws -> String, time: (Int64) throws -> Int64
    ) rethrows -> [Candidate] {
        try Saying.of(members, system: system, time: time).map {
            Candidate(system: $0.system, key: $0.key, values: $0.values, times: $0.times)
        }
    }
}
