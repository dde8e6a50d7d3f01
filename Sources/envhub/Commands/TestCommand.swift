import Diagnostics
import Mappings
import Sync
import Terminal

/// `envhub test`
enum TestCommand: Command {
    static let name = ["test"]
    static let summary = "run the tests that stand in and beside the mappings; nothing is fetched, nothing is stored"
    static let arguments = "[NAME…]"
    static let options = [
        Option("update", "", "write what the mappings give now into the tests that differ, and fail: look at it")
    ]
    static let examples = [
        (command: "envhub test", does: "runs the tests of all mappings"),
        (command: "envhub test discharge-permit --update", does: "writes the expectations of one mapping anew"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.compile(call.hubDirectory)
        let tests = HubTests(hub)
        for name in call.arguments where !tests.names.contains(name) {
            throw CommandError(Names.unknown("mapping", name, among: tests.names), code: .usage)
        }
        let results = tests.run(call.arguments.isEmpty ? tests.names : call.arguments)
        let out = TerminalOutput.standardOutput
        if call.isJSON {
            TestReport.writeJSON(results)
        } else {
            out.write(TestReport(isColored: out.showsColor).text(results))
        }
        if call.has("update") { try TestFiles(hub.directory).update(results) }
        return results.allSatisfy(\.verdict.isPassed) ? .ok : .problem
    }
}
