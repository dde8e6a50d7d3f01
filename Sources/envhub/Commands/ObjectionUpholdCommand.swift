import Storage

/// `envhub objection uphold`
enum ObjectionUpholdCommand: Command {
    static let name = ["objection", "uphold"]
    static let summary = "say that a partner's objection is right; the correction is the source's, or the mapping's"
    static let arguments = "ID"
    static let options = ObjectionCall.options
    static let examples = [
        (
            command: "envhub objection uphold ob_7KQ2M9X4AB1C --note 已请企业更正",
            does: "the partner sees the note; when the feed shows the value otherwise it is resolved by itself"
        ),
        (
            command: "envhub objection uphold ob_7KQ2M9X4AB1C --note 已请企业更正 --remark 企业将重报 --who 王工",
            does: "in a colleague's name, with a word that stays in the bureau"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        try ObjectionCall.decide(call, .accepted, from: [.open], said: "upheld")
    }
}
