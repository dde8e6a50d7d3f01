/// How a monitoring point does, as a duty officer knows it, and why.
struct PointState: Equatable, Codable {
    /// The first of the states that holds; silence comes before all.
    var name: PointStanding.State {
        isOffline ? .offline : !over.isEmpty ? .over : !suspect.isEmpty ? .suspect : .normal
    }
    /// Since when it is in its state.
    var since: Int64
    /// When something last came, as far as it has been told.
    var heard: Int64
    /// Whether it is silent.
    var isOffline = false
    /// What is over: `w01018/minute`.
    var over: Set<String> = []
    /// What is suspect: `constant w01018/minute`.
    var suspect: Set<String> = []

    private enum CodingKeys: String, CodingKey {
        case since, heard, isOffline, over, suspect
    }

    /// Everything that is not as it should be, in words for people and scripts: `over w01018/minute, negative w21003/minute`.
    var reason: String {
        let all = (isOffline ? ["silent"] : []) + over.sorted().map { "over " + $0 } + suspect.sorted()
        return all.joined(separator: ", ")
    }

    /// Whether somebody who was told the other knows this one too.
    func isTold(by other: PointState) -> Bool { name == other.name && reason == other.reason }
}
