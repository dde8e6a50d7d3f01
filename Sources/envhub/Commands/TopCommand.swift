import Monitoring
import Sync
import Terminal

/// `envhub top`
enum TopCommand: Command {
    static let name = ["top"]
    static let summary = "watch the online monitoring points: what is over, silent or suspect, and the newest values"
    static let options = [
        Option("once", "", "print the picture once; so it is when nobody looks at a terminal"),
        Option("every", "TIME", "how often the picture is drawn anew (default 2s)"),
    ]
    static let examples = [
        (command: "envhub top", does: "the points that need somebody first; Ctrl-C ends it"),
        (command: "envhub top --once", does: "all points, once"),
        (command: "envhub top --json", does: "the same for a script"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let out = TerminalOutput.standardOutput
        if call.isJSON {
            let devices = try DeviceFiles(hub)
            let standings = try devices.standings()
            JSONOutput.write { StandingJSON.append(standings, of: devices, where: { _ in true }, &$0) }
            return .ok
        }
        if call.has("once") || !out.isTerminal {
            out.write(try PointPicture(DeviceFiles(hub), now: SyncRun.clock()).text(width: .max, height: .max))
            return .ok
        }
        let pause = Duration.milliseconds(max(try call.duration("every") ?? 2_000, 200))
        try await Interruption.cancelling { try await watch(hub, every: pause) }
        return .ok
    }

    /// Draws on the terminal's other screen, so that what was there comes back.
    private static func watch(_ hub: Hub, every pause: Duration) async throws {
        let out = TerminalOutput.standardOutput
        let devices = try DeviceFiles(hub)
        out.write("\u{1b}[?1049h\u{1b}[?25l")
        defer { out.write("\u{1b}[?25h\u{1b}[?1049l") }
        while !Task.isCancelled, !out.isClosed {
            let picture = try PointPicture(devices, now: SyncRun.clock())
            out.write("\u{1b}[H\u{1b}[2J" + picture.text(width: out.width, height: out.height - 1))
            try? await Task.sleep(for: pause)
        }
    }
}
