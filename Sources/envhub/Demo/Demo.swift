import DemoSystems
import Foundation
import HTTPServer
import JSON
import Storage
import Sync
import Terminal

/// The demo: four systems, a hub, two partners; and a change at the sources that arrives in both feeds.
struct Demo {
    private let systems: RunningSystems
    private let hub: DemoHub
    private let server: HubServer
    private let partners: [DemoPartner]
    private let address: String
    private let say: DemoVoice

    /// Starts the systems, pulls everything, and starts to serve.
    static func start(
        _ place: DemoPlace, seed: UInt64, source: String, partner: HTTPListener.Configuration,
        admin: HTTPListener.Configuration, _ say: DemoVoice
    ) async throws -> (demo: Demo, problems: [String]) {
        say.heading("Four business systems of a city start on this machine")
        let systems = try await RunningSystems.start(in: place.systems, seed: seed)
        say.systems(systems)
        try systems.writeHub(from: URL(fileURLWithPath: source), to: place.hub)
        let hub = try DemoHub(directory: place.hub.path)
        say.heading("Pull everything: \(hub.hub.connectors.count) connectors")
        let runs = try await hub.sync(isQuiet: say.isQuiet)
        say.runs(runs, hub: place.hub.path)
        let watch = HubWatch(hub.hub)
        let server = try HubServer(watch, partner: partner, admin: admin, devices: DeviceMetrics()) {
            try StatusReport(stateDirectory: watch.hub.stateDirectory, hub: watch.hub, problem: watch.problem).json()
        }
        let address = Address.url(partner.host, await server.ports.partner)
        let partners = try hub.addConsumers().map { DemoPartner(feed: $0.feed, key: $0.key, base: address) }
        let demo = Demo(systems: systems, hub: hub, server: server, partners: partners, address: address, say: say)
        return (demo, DemoSums.problems(runs, systems.expectedRows))
    }

    private init(
        systems: RunningSystems, hub: DemoHub, server: HubServer, partners: [DemoPartner], address: String,
        say: DemoVoice
    ) {
        self.systems = systems
        self.hub = hub
        self.server = server
        self.partners = partners
        self.address = address
        self.say = say
    }

    /// The partners load their feeds.
    func load() async throws {
        say.heading("Two departments load their feeds over HTTP from \(address)")
        for partner in partners {
            let lines = try await partner.changes()
            say.loaded(partner.feed, lines, head: try await partner.head())
        }
    }

    /// The monitoring devices report, one of them goes over its limit and back.
    ///
    /// - Returns: what did not arrive in the feeds.
    func report() async throws -> [String] {
        let devices = try await DemoDevices(hub.hub) { [server] in Task { await server.notify() } }
        say.heading("Devices report over HJ 212 to 127.0.0.1:\(devices.port)")
        var problems: [String] = []
        let confirmed = try devices.reportAll()
        say.line("\(confirmed) of \(devices.points.count) devices had their packet confirmed")
        if confirmed < devices.points.count { problems.append("not every device had its packet confirmed") }
        if let point = devices.points.first {
            let (opened, closed, missing) = try await devices.goOver(point, partners)
            say.exceedance(point, opened, closed)
            problems += missing
        } else {
            problems.append("no point has a limit to go over")
        }
        await devices.stop()
        return problems
    }

    /// Lets changes happen at the sources, pulls, and sees what arrives.
    ///
    /// - Returns: what is wrong; empty when exactly what should arrive did.
    func advance() async throws -> [String] {
        let changes = try systems.advance()
        say.heading("\(changes.count) changes happen at the sources")
        let runs = try await hub.sync(isQuiet: say.isQuiet) { [server] in Task { await server.notify() } }
        var lines: [String: [DemoPartner.Line]] = [:]
        for partner in partners { lines[partner.feed] = try await partner.changes() }
        let arrivals = DemoArrivals(changes, lines)
        say.arrived(changes, lines, arrivals)
        let failed = runs.filter { $0.state != .ok }.map {
            "\($0.connector): \($0.state.rawValue): \($0.message ?? "")"
        }
        return failed + arrivals.missing.map { "did not arrive: \($0)" }
            + arrivals.unexpected.map { "arrived without cause: \($0)" }
    }

    /// Says how to read the feeds by hand.
    func invite() async {
        say.commands(partners.map { ($0.feed, $0.key) }, address, admin: await server.ports.admin, hub.hub.directory)
    }

    /// Ends everything.
    func stop() async {
        await server.stop()
        systems.stop()
    }
}
