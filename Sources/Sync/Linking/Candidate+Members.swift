import Identity
import Model
import Storage

extension Candidate {
    /// What members say, with when each value was said.
    ///
    /// - Parameters:
    ///   - system: the name of a system's number.
    ///   - time: when what is stored of a record came, in milliseconds since 1970.
    static func of(
        _ members: [Member], system: (Int64) throws -> String, time: (Int64) throws -> Int64
    ) rethrows -> [Candidate] {
        try members.map { member in
            var times: [Int64: Int64] = [:]
            let said = try member.values.values.indices.map { column in
                let speaker = member.speaker(of: column)
                if let known = times[speaker] { return known }
                let at = try time(speaker)
                times[speaker] = at
                return at
            }
            return Candidate(
                system: try system(member.system), key: String(decoding: member.key, as: UTF8.self),
                values: member.values, times: said)
        }
    }
}
