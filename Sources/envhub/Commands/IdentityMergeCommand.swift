import Storage
import Sync

/// `envhub identity merge`
enum IdentityMergeCommand: Command {
    static let name = ["identity", "merge"]
    static let summary = "decide that two pollution sources are one; the machine does not overrule it"
    static let arguments = "A B"
    static let options = DecisionCall.options
    static let examples = [
        (
            command: "envhub identity merge ps_7KQ2M3AB ps_55ZZ01CD --why 已更名，见营业执照",
            does: "the older id stays, the other one answers with it"
        ),
        (
            command: "envhub identity merge 清远市宏祥陶瓷有限公司 hazardous-waste:G001 --why 电话核实 --who 王工",
            does: "by a name and by what a system calls it, in a colleague's name"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        guard call.arguments.count == 2 else { throw UsageError("`identity merge` needs A and B") }
        let (why, who) = (try DecisionCall.why(call), try DecisionCall.who(call))
        let hub = try OpenHub.load(call)
        let roll = try SourceRoll(storePath: hub.storePath, schema: hub.schema)
        let (one, two) = (
            try SourceNames.find(call.arguments[0], in: roll), try SourceNames.find(call.arguments[1], in: roll)
        )
        guard one.id != two.id else {
            throw CommandError("both are \(one.id) already: `envhub identity pin \(one.id)` keeps it so")
        }
        return try DecisionCall.perform(call, hub) { desk in
            try desk.decide(.same, groups: [(one.parts + two.parts).map(\.member.id)], who: who, why: why)
        }
    }
}
