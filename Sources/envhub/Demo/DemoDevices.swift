import Connectors
import DemoSystems
import Model
import Monitoring
import Storage
import Sync

/// The monitoring devices of the demo: they report over HJ 212 to the hub, and one of them goes over its limit.
struct DemoDevices {
    /// What the hub made of a value that was over.
    struct Arrival: Sendable {
        let feed: String
        let text: String
        let milliseconds: Int
    }

    /// A point with a limit that a value can be held against.
    struct Point {
        let code: String
        let name: String
        let factor: String
        let unit: String
        let limit: DecimalValue
    }

    private static let connector = "online-monitoring"
    private static let factor = "w01018"
    private let hub: Hub
    private let listeners: DeviceListeners
    private let runs: Task<Void, Never>
    /// Where devices connect to.
    let port: Int
    /// The points that have a limit.
    let points: [Point]

    /// Listens, and pulls what follows from the values as it comes.
    init(_ hub: Hub, committed: @escaping @Sendable () -> Void) async throws {
        self.hub = hub
        let asked = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1))
        listeners = DeviceListeners { asked.continuation.yield($0) }
        let (ports, problems) = await listeners.follow(hub)
        guard let address = ports[Self.connector], let port = address.split(separator: ":").last.flatMap({ Int($0) })
        else { throw CommandError(problems.first ?? "no connector listens for devices") }
        self.port = port
        points = try DemoDevices.points(hub)
        runs = Task { [listeners] in
            for await name in asked.stream {
                guard let task = hub.task(for: name) else { continue }
                var settings = SyncRun.Settings()
                settings.committed = committed
                settings.notices = await listeners.notices(of: name)
                _ = try? await SyncRun(task, settings: settings).perform()
            }
        }
    }

    private static func points(_ hub: Hub) throws -> [Point] {
        guard let definition = hub.connector(connector), let source = definition.source as? HJ212Source else {
            return []
        }
        let book = try LimitBookReader(
            storePath: hub.storePath, units: hub.units, rules: source.rules, zone: definition.timezone ?? .utc
        ).read()
        return book.points.values.sorted { $0.code < $1.code }.compactMap { point in
            guard let limit = point.limits[factor]?.first?.max, point.uscc != nil else { return nil }
            return Point(code: point.code, name: point.name ?? "", factor: factor, unit: "mg/L", limit: limit)
        }
    }

    /// Every device reports once, half of what it may.
    ///
    /// - Returns: how many were confirmed.
    func reportAll() throws -> Int {
        let time = Self.time(0)
        return try points.count { point in
            try DemoDevice(mn: point.code, port: port).report(point.factor, text(point.limit, times: 5), time: time)
        }
    }

    /// A device goes over its limit, and back.
    ///
    /// - Returns: what arrived in each feed after each step, and what did not.
    func goOver(
        _ point: Point, _ partners: [DemoPartner]
    ) async throws -> (opened: [Arrival], closed: [Arrival], problems: [String]) {
        let device = try DemoDevice(mn: point.code, port: port)
        var problems: [String] = []
        let start = ContinuousClock.now
        if !device.report(point.factor, text(point.limit, times: 18), time: Self.time(1)) {
            problems.append("the value over the limit was not confirmed")
        }
        let opened = try await arrivals(partners, since: start)
        let again = ContinuousClock.now
        for second in 2...4 where !device.report(point.factor, text(point.limit, times: 5), time: Self.time(second)) {
            problems.append("a value within the limit was not confirmed")
        }
        let closed = try await arrivals(partners, since: again)
        if opened.count < partners.count { problems.append("the exceedance did not arrive in every feed") }
        if closed.count < partners.count { problems.append("the end of the exceedance did not arrive in every feed") }
        return (opened, closed, problems)
    }

    /// The lines of exceedances that arrive within ten seconds.
    private func arrivals(_ partners: [DemoPartner], since start: ContinuousClock.Instant) async throws -> [Arrival] {
        var found: [Arrival] = []
        var waiting = partners
        while !waiting.isEmpty, .now - start < .seconds(10) {
            for partner in waiting {
                guard let line = try await partner.changes().first(where: { $0.entity == "exceedance" }) else {
                    continue
                }
                let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
                found.append(Arrival(feed: partner.feed, text: line.text, milliseconds: milliseconds))
                waiting.removeAll { $0.feed == partner.feed }
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        return found
    }

    /// Ends listening.
    func stop() async {
        await listeners.stop()
        runs.cancel()
        await runs.value
    }

    /// So many tenths of a limit.
    private func text(_ limit: DecimalValue, times tenths: Int64) -> String {
        guard let factor = try? DecimalValue(mantissa: tenths, exponent: -1),
            let value = try? limit.multiplied(by: factor)
        else { return "0" }
        return "\(value)"
    }

    /// The clock of the city, so many seconds from now.
    private static func time(_ seconds: Int) -> String {
        let digits = Times.text(SyncRun.clock() + Int64(seconds) * 1000).filter(\.isNumber)
        return String(digits)
    }
}
