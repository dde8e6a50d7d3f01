import Diagnostics
import Foundation
import Sync
import Terminal

/// `envhub status`
enum StatusCommand: Command {
    static let name = ["status"]
    static let summary = "how the connectors and feeds stand"
    static let examples = [
        (command: "envhub status", does: "shows the last run of every connector and the head of every feed"),
        (command: "envhub status --json", does: "the same for a monitoring script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let bag = DiagnosticBag()
        let hub = HubLoader.load(call.hubDirectory, into: bag)
        let errors = bag.diagnostics.filter { $0.severity == .error }
        if !FileManager.default.fileExists(atPath: call.storePath), hub != nil { _ = try OpenHub.load(call) }
        _ = try OpenHub.store(call)
        let problem = hub == nil ? TextRenderer().render(errors) : nil
        let report = try StatusReport(stateDirectory: call.stateDirectory, hub: hub, problem: problem)
        let out = TerminalOutput.standardOutput
        if call.isJSON {
            out.line(String(decoding: report.json(), as: UTF8.self))
        } else {
            out.write(report.text())
            if let problem {
                out.line("\nthe hub's files have errors; runs go on with what was active before\n\(problem)")
            }
        }
        return report.isTroubled ? .problem : .ok
    }
}
