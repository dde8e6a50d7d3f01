import Identity
import Model
import SQLite
import Storage

extension Candidate {
    /// What members say, with when each value was said.
    static func of(_ members: [Member], in store: Store) throws -> [Candidate] {
        let clock = try store.database.prepare("SELECT at FROM hub_record WHERE id = ?1")
        var times: [Int64: Int64] = [:]
        func time(_ record: Int64) throws -> Int64 {
            if let known = times[record] { return known }
            try clock.bind(record, at: 1)
            defer { clock.reset() }
            let at = try clock.step() ? clock.integer(0) : Int64.min
            times[record] = at
            return at
        }
        return try members.map { member in
            Candidate(
                system: try store.name(member.system) ?? "", key: String(decoding: member.key, as: UTF8.self),
                values: member.values,
                times: try member.values.values.indices.map { try time(member.speaker(of: $0)) })
        }
    }
}
