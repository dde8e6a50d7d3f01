import Storage

/// `envhub objection reject`
enum ObjectionRejectCommand: Command {
    static let name = ["objection", "reject"]
    static let summary = "say that a partner's objection is not right"
    static let arguments = "ID"
    static let options = ObjectionCall.options
    static let examples = [
        (command: "envhub objection reject ob_7KQ2M9X4AB1C --note 与许可证副本一致", does: "the partner sees the note"),
        (
            command: "envhub objection reject ob_7KQ2M9X4AB1C --note 与许可证副本一致 --remark 已核对原件 --who 王工",
            does: "in a colleague's name, with a word that stays in the bureau"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        try ObjectionCall.decide(call, .rejected, from: [.open], said: "rejected")
    }
}
