import JSON
import Storage
import Sync
import Terminal

/// `envhub objection show`
enum ObjectionShowCommand: Command {
    static let name = ["objection", "show"]
    static let summary = "one objection: what is disputed, why, who decided what"
    static let arguments = "ID"
    static let examples = [
        (command: "envhub objection show ob_7KQ2M9X4AB1C", does: "all that is known of it"),
        (command: "envhub objection show ob_7KQ2M9X4AB1C --json", does: "for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let store = try OpenHub.store(call)
        try store.resolveAnsweredObjections(at: SyncRun.clock())
        let objection = try ObjectionCall.find(call.arguments[0], in: store)
        let consumer = try store.consumers().first { $0.id == objection.consumer }?.name ?? ""
        if call.isJSON {
            JSONOutput.write { ObjectionOutput.append(objection, consumer: consumer, &$0) }
        } else {
            for line in ObjectionOutput.lines(objection, consumer: consumer) {
                TerminalOutput.standardOutput.line(line)
            }
        }
        return .ok
    }
}
