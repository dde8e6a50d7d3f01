import Storage
import Sync

/// `envhub identity pin`
enum IdentityPinCommand: Command {
    static let name = ["identity", "pin"]
    static let summary = "decide that a pollution source is right as it is: nothing leaves or joins it by itself"
    static let arguments = "A"
    static let options = DecisionCall.options
    static let examples = [
        (
            command: "envhub identity pin ps_7KQ2M3AB --why 现场核实",
            does: "what another system tells of it from now on waits in `identity review`"
        ),
        (command: "envhub identity pin 91440101231245152Y --why 年度核查 --json", does: "by its credit code, for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        guard call.arguments.count == 1 else { throw UsageError("`identity pin` needs A") }
        let (why, who) = (try DecisionCall.why(call), try DecisionCall.who(call))
        let hub = try OpenHub.load(call)
        let roll = try SourceRoll(storePath: hub.storePath, schema: hub.schema)
        let one = try SourceNames.find(call.arguments[0], in: roll)
        return try DecisionCall.perform(call, hub) { desk in
            try desk.decide(.pin, groups: [one.parts.map(\.member.id)], who: who, why: why)
        }
    }
}
