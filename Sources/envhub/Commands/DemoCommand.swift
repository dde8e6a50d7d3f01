import DemoSystems
import HTTPServer
import JSON
import Terminal

/// `envhub demo`
enum DemoCommand: Command {
    static let name = ["demo"]
    static let summary =
        "four systems of a city, devices, a hub and two partners on this machine, with changes that arrive in the feeds"
    static let options = [
        Option("once", "", "one change, then end: status 0 when exactly it arrived in the feeds"),
        Option("seed", "N", "another city (default 4418)"),
        Option("dir", "DIR", "where to put it (default demo-hub; with --once a temporary directory)"),
        Option("partner", "HOST:PORT", "where partners read feeds (default 127.0.0.1:8480; with --once any port)"),
        Option("admin", "HOST:PORT", "health, metrics and status (default 127.0.0.1:8481; with --once any port)"),
    ]
    static let examples = [
        (command: "envhub demo", does: "shows everything, then goes on serving, with changes every minute"),
        (command: "envhub demo --once", does: "does the same once and ends: for checking a build"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let isOnce = call.has("once")
        let seed = try call.integer("seed", in: 0...Int.max).map(UInt64.init) ?? 4418
        let usual = isOnce ? "127.0.0.1:0" : nil
        let partner = try ListenOptions.partner(call, usual: usual)
        let admin = try ListenOptions.admin(call, usual: usual)
        let source = call.hubDirectory
        _ = try OpenHub.compile(source)
        let place = try DemoPlace(call["dir"], isTemporary: isOnce)
        defer { place.leave() }
        let voice = DemoVoice(isQuiet: call.isJSON)
        let problems = try await Interruption.cancelling {
            try await perform(place, seed, source, partner, admin, voice, isOnce: isOnce)
        }
        if call.isJSON { writeJSON(problems) }
        for problem in problems { TerminalOutput.standardError.line("envhub: \(escapingControls(problem))") }
        return problems.isEmpty ? .ok : .problem
    }

    private static func perform(
        _ place: DemoPlace, _ seed: UInt64, _ source: String, _ partner: HTTPListener.Configuration,
        _ admin: HTTPListener.Configuration, _ voice: DemoVoice, isOnce: Bool
    ) async throws -> [String] {
        var (demo, problems) = try await Demo.start(
            place, seed: seed, source: source, partner: partner, admin: admin, voice)
        do {
            try await demo.load()
            problems += try await demo.report()
            problems += try await demo.advance()
            await demo.invite()
            if !isOnce { try await goOn(demo, voice) }
        } catch {
            await demo.stop()
            if Task.isCancelled { return problems }
            throw error
        }
        await demo.stop()
        return problems
    }

    /// Every minute something happens, until Ctrl-C.
    private static func goOn(_ demo: Demo, _ voice: DemoVoice) async throws {
        voice.line("\nserving; every minute something changes at the sources; Ctrl-C ends it")
        while true {
            try await Task.sleep(for: .seconds(60))
            _ = try await demo.advance()
        }
    }

    private static func writeJSON(_ problems: [String]) {
        JSONOutput.write { writer in
            writer.beginObject()
            writer.field("ok", problems.isEmpty)
            writer.key("problems")
            writer.beginArray()
            for problem in problems { writer.string(problem) }
            writer.endArray()
            writer.endObject()
        }
    }
}
