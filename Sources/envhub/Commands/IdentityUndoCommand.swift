import Sync

/// `envhub identity undo`
enum IdentityUndoCommand: Command {
    static let name = ["identity", "undo"]
    static let summary = "take a decision back: the machine judges again, and the decision stays on record"
    static let arguments = "NUMBER"
    static let options = DecisionCall.options
    static let examples = [
        (
            command: "envhub identity undo 12 --why 看错了门牌号",
            does: "sources that it made one are two again, with their old ids"
        ),
        (command: "envhub identity undo 12 --why 重新核查 --who 王工 --json", does: "in a colleague's name, for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        guard call.arguments.count == 1, let number = Int64(call.arguments[0]), number > 0 else {
            throw UsageError("`identity undo` needs the number of a decision: envhub identity decisions")
        }
        let (why, who) = (try DecisionCall.why(call), try DecisionCall.who(call))
        let hub = try OpenHub.load(call)
        _ = try OpenHub.store(call)
        return try DecisionCall.perform(call, hub) { try $0.undo(number, who: who, why: why) }
    }
}
