import Storage

/// `envhub objection resolve`
enum ObjectionResolveCommand: Command {
    static let name = ["objection", "resolve"]
    static let summary = "end an objection that was upheld although the feed shows the value as before"
    static let arguments = "ID"
    static let options = ObjectionCall.options
    static let examples = [
        (command: "envhub objection resolve ob_7KQ2M9X4AB1C --note 来源系统已停用，无法更正", does: "the partner sees the note"),
        (
            command: "envhub objection resolve ob_7KQ2M9X4AB1C --note 来源系统已停用，无法更正 --remark 见会议纪要 --who 王工",
            does: "in a colleague's name, with a word that stays in the bureau"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        try ObjectionCall.decide(call, .resolved, from: [.accepted], said: "resolved")
    }
}
