import Glibc
import HTTPServer
import Storage
import Sync
import Terminal

/// `envhub serve`
enum ServeCommand: Command {
    static let name = ["serve"]
    static let summary = "serve the feeds, and run the connectors on their schedules, until told to stop"
    static let options =
        ListenOptions.all + [
            Option("no-schedules", "", "serve only: another process syncs, and nothing is purged"),
            Option("no-devices", "", "do not listen for devices that report over HJ 212"),
            Option("keep-log", "TIME", "how long the access log is kept (default 400d, at least 180d)"),
        ]
    static let examples = [
        (command: "envhub serve --hub /srv/hub", does: "serves on 127.0.0.1, partners at 8480, admins at 8481"),
        (
            command:
                "envhub serve --partner 0.0.0.0:8443 --tls-cert hub.crt --tls-key hub.key --public-url https://data.example.gov.cn",
            does: "serves partners over TLS on all addresses, with links that lead to that name"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let partner = try ListenOptions.partner(call)
        let admin = try ListenOptions.admin(call)
        let kept = try retention(call)
        let publicURL = try ListenOptions.publicURL(call)
        let origins = try ListenOptions.origins(call)
        let (hub, problem) = try OpenHub.loadWhatIsWhole(call)
        let store = try OpenHub.store(of: hub)
        // Commands that make links and profiles say the same place.
        if let publicURL { try store.inTransaction { try store.setMeta(PublicURL.setting, publicURL) } }
        if problem != nil {
            let names = hub.leftOut.isEmpty ? "nothing" : hub.leftOut.joined(separator: ", ")
            ServeLog.line(
                "serves although files have errors; left out until they are mended: \(escapingControls(names))")
        }
        let watch = HubWatch(hub, problem: problem)
        let metrics = DeviceMetrics()
        let server: HubServer
        do {
            server = try HubServer(
                watch, partner: partner, admin: admin, publicURL: publicURL, origins: origins, devices: metrics
            ) {
                try StatusReport(stateDirectory: hub.stateDirectory, hub: watch.hub, problem: watch.problem).json()
            }
        } catch let error as HTTPServerError {
            throw CommandError("\(error)")
        }
        let serving = Serving(
            watch: watch, server: server, kept: kept, hasDevices: !call.has("no-devices"), metrics: metrics)
        let isScheduling = !call.has("no-schedules")
        // Files are taken up by themselves; a terminal that closes, or a rotation of logs, ends nothing.
        signal(SIGHUP, SIG_IGN)
        try await Interruption.cancelling {
            await announce(server, partner, admin)
            await serving.work(isScheduling: isScheduling)
        }
        await server.stop()
        ServeLog.line("stopped")
        return .ok
    }

    private static func retention(_ call: Call) throws -> AccessLogRetention {
        guard let age = try call.duration("keep-log") else { return AccessLogRetention() }
        guard age >= AccessLogRetention.leastAge else {
            throw UsageError("--keep-log is at least 180d: the law says so")
        }
        return AccessLogRetention(age: age)
    }

    private static func announce(
        _ server: HubServer, _ partner: HTTPListener.Configuration, _ admin: HTTPListener.Configuration
    ) async {
        let ports = await server.ports
        let out = TerminalOutput.standardOutput
        out.line("partners  " + Address.url(partner.host, ports.partner, isSecure: partner.tls != nil))
        out.line("admins    " + Address.url(admin.host, ports.admin))
    }
}
