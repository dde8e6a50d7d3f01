/// Who is believed first: named systems in their order, then the others by name; two members of one system by their keys.
struct TrustOrder: Sendable, Equatable {
    private var ranks: [String: Int] = [:]

    init(_ systems: [String]) {
        for (rank, system) in systems.enumerated() where ranks[system] == nil { ranks[system] = rank }
    }

    /// The places of the candidates, the most trusted first.
    func places(_ candidates: [Candidate]) -> [Int] {
        if candidates.count < 2 { return Array(candidates.indices) }
        let ranks = candidates.map { self.ranks[$0.system] ?? .max }
        return candidates.indices.sorted { left, right in
            if ranks[left] != ranks[right] { return ranks[left] < ranks[right] }
            let (one, two) = (candidates[left], candidates[right])
            return Self.isBefore(one.system, two.system) ?? Self.isBefore(one.key, two.key) ?? false
        }
    }

    /// By bytes: texts that only look the same have an order too. Nil when they are the same.
    private static func isBefore(_ left: String, _ right: String) -> Bool? {
        if left.utf8.elementsEqual(right.utf8) { return nil }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
