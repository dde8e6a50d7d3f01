import Storage
import Sync

/// `envhub identity split`
enum IdentitySplitCommand: Command {
    static let name = ["identity", "split"]
    static let summary = "decide that what is one source is two, or that two stay two; the machine does not overrule it"
    static let arguments = "A B | A MEMBER…"
    static let options = DecisionCall.options
    static let examples = [
        (
            command: "envhub identity split ps_7KQ2M3AB hazardous-waste:G001 --why 二厂另有一证",
            does: "what the waste system calls G001 becomes a source of its own"
        ),
        (
            command: "envhub identity split ps_7KQ2M3AB ps_55ZZ01CD --why 同一法人的两个厂区",
            does: "two that look like one stay two, and are not asked about again"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        guard call.arguments.count >= 2 else { throw UsageError("`identity split` needs A, and B or members of A") }
        let (why, who) = (try DecisionCall.why(call), try DecisionCall.who(call))
        let hub = try OpenHub.load(call)
        let roll = try SourceRoll(storePath: hub.storePath, schema: hub.schema)
        let groups = try groups(call, try SourceNames.find(call.arguments[0], in: roll), roll)
        return try DecisionCall.perform(call, hub) { desk in
            try desk.decide(.different, groups: groups, who: who, why: why)
        }
    }

    /// The members that are kept apart: those of A and of B, or those that were named and the rest of A.
    private static func groups(_ call: Call, _ one: SourceRoll.Entry, _ roll: SourceRoll) throws -> [[Int64]] {
        if call.arguments.count == 2, let two = try? SourceNames.find(call.arguments[1], in: roll), two.id != one.id {
            return [one.parts.map(\.member.id), two.parts.map(\.member.id)]
        }
        let leaving = try call.arguments.dropFirst().map { try SourceNames.part($0, of: one).member.id }
        let staying = one.parts.map(\.member.id).filter { !leaving.contains($0) }
        guard !staying.isEmpty else {
            throw CommandError("nothing of \(one.id) would be left: name only the members that leave it")
        }
        return [leaving, staying]
    }
}
