public import Connectors
import Foundation
public import Model
import Sockets
import Storage
import Synchronization

/// The devices of one connector: listens, stores, answers, judges, and keeps the file in order, until it is stopped.
public final class DeviceService: Sendable {
    /// What the service is given by the hub.
    public struct Surroundings: Sendable {
        /// The file of the time series.
        public var path: String
        /// The zone of devices' clocks.
        public var zone: TimeZoneRules
        /// The code table of pollutants.
        public var pollutants: CodeTable?
        /// The password of devices, fetched.
        public var password: Secret?
        /// The SM4 keys of devices.
        public var keys = DeviceKeys()
        /// The password of the upstream platform, fetched.
        public var upstreamPassword: Secret?
        /// Why nothing can be forwarded, such as a password that cannot be fetched; packets are stored and wait all the same.
        public var upstreamFault: String?
        var upstreamTiming = UpstreamTiming()
        /// Which limits hold now; asked again every minute.
        public var limits: @Sendable () throws -> LimitBook = { LimitBook() }
        /// The instant that it is, in milliseconds.
        public var now: @Sendable () -> Int64
        /// Is told after every commit that brought notices.
        public var noticed: @Sendable () -> Void = {}
        var askingTimes = AskingTimes()

        /// The surroundings of a service.
        public init(path: String, zone: TimeZoneRules, now: @escaping @Sendable () -> Int64) {
            self.path = path
            self.zone = zone
            self.now = now
        }
    }

    /// What has happened since the start.
    public struct State: Sendable, Equatable {
        /// How many connections are open.
        public var connections = 0
        /// Packets of a new moment.
        public var stored: Int64 = 0
        /// Packets that said nothing that was not known.
        public var repeated: Int64 = 0
        /// Packets that said more of a moment.
        public var extended: Int64 = 0
        /// Packets that said something else of a moment.
        public var corrected: Int64 = 0
        /// How many times bytes were refused.
        public var refused: Int64 = 0
        /// Requests to devices, and how many of them were answered.
        public var asked: Int64 = 0
        /// Requests to devices that they answered.
        public var answered: Int64 = 0
        /// How many transactions there were.
        public var commits: Int64 = 0
        /// Why nothing is stored now; nil when all is well.
        public var problem: String?
        /// How forwarding stands; nil when nothing is forwarded.
        public var upstream: UpstreamState?
    }

    /// The port that devices connect to.
    public let port: Int
    private let loop: SocketLoop
    private let server: DeviceServer
    private let writer: IntakeWriter
    private let forwarder: UpstreamForwarder?
    private let upstreamFault: String?
    private let done = DispatchSemaphore(value: 0)
    private let isStopped = Mutex(false)

    /// Listens, and serves devices from now on.
    ///
    /// - Throws: ``SocketError`` when the address cannot be listened on, ``StoreError`` when the file cannot be opened.
    public init(_ rules: DeviceRules, in surroundings: Surroundings) throws {
        let store = try SeriesStore(path: surroundings.path)
        let judge = ExceedanceJudge(store, settings: ExceedanceJudge.Settings(rules))
        let computer = PeriodComputer(
            store, judge: judge, zone: surroundings.zone, rules: PeriodComputer.Rules(rules))
        writer = IntakeWriter(
            store, judge: judge, computer: computer, states: StateKeeper(store, settings: StateSettings(rules)),
            columns: FactorColumns(pollutants: surroundings.pollutants, units: rules.units),
            spooling: try rules.upstream.map { try SpoolIntake($0, store, now: surroundings.now) },
            noticed: surroundings.noticed)
        var options = SocketOptions()
        options.mostConnections = rules.mostConnections
        options.mostPerAddress = rules.mostPerAddress
        options.idleSeconds = Int(rules.idle.components.seconds)
        loop = try SocketLoop(options: options)
        let socket = try ListenSocket(host: rules.host, port: rules.port, backlog: 4096)
        port = socket.port
        loop.listen(socket)
        let upkeep = Upkeep(retention: rules.retention, limits: surroundings.limits, now: surroundings.now)
        let serverRules = DeviceServerRules(
            devices: rules, zone: surroundings.zone, password: surroundings.password?.reveal { Array($0.utf8) },
            keys: surroundings.keys, mostAhead: rules.mostAhead.components.seconds * 1000, now: surroundings.now)
        server = DeviceServer(
            loop, writer: writer, upkeep: upkeep,
            asker: Asker(loop, rules: serverRules, seriesPath: surroundings.path, times: surroundings.askingTimes),
            rules: serverRules)
        writer.perform { upkeep.begin($0) }
        upstreamFault = surroundings.upstreamFault
        forwarder = try Self.forwarder(rules.upstream, writer, surroundings)
        let thread = Thread { [loop, server, done] in
            loop.run(server)
            server.finish()
            done.signal()
        }
        thread.name = "envhub.devices"
        thread.start()
    }

    private static func forwarder(
        _ rules: UpstreamRules?, _ writer: IntakeWriter, _ surroundings: Surroundings
    ) throws -> UpstreamForwarder? {
        guard let rules, surroundings.upstreamFault == nil else { return nil }
        let timing = surroundings.upstreamTiming
        let framer = UpstreamFramer(
            zone: surroundings.zone, password: surroundings.upstreamPassword?.reveal { Array($0.utf8) },
            renamed: rules.renamed)
        let forwarder = try UpstreamForwarder(rules, framer: framer, path: surroundings.path, timing: timing) {
            [writer] in writer.settle($0, within: timing.settling)
        }
        writer.spooled.withLock { $0 = { [weak forwarder] in forwarder?.wake() } }
        return forwarder
    }

    /// What has happened since the start.
    public var state: State {
        var state = writer.counts.withLock { $0 }
        let asked = server.asker.counts.withLock { $0 }
        (state.asked, state.answered) = (asked.asked, asked.answered)
        state.connections = server.connections.load(ordering: .relaxed)
        if var upstream = writer.spooling?.state.withLock({ $0 }) {
            (upstream.isConnected, upstream.problem) = forwarder?.seen ?? (false, upstreamFault)
            state.upstream = upstream
        }
        return state
    }

    /// Closes all connections, stores what has come, and returns when that is done.
    public func stop() {
        let isFirst = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        guard isFirst else { return }
        loop.stop()
        done.wait()
        forwarder?.stop()
        writer.stop()
    }
}

extension ExceedanceJudge.Settings {
    init(_ rules: DeviceRules) {
        self.init()
        closeAfter = [:]
        for (period, count) in rules.judged { closeAfter[SeriesPeriod(period)] = count }
    }
}

extension StateSettings {
    init(_ rules: DeviceRules) {
        self.init()
        offline = rules.offlineAfter.components.seconds * 1000
        constant = rules.constantFor.components.seconds * 1000
        negative = rules.negativeTimes
    }
}

extension PeriodComputer.Rules {
    init(_ rules: DeviceRules) {
        func milliseconds(_ duration: Duration?) -> Int64? { duration.map { $0.components.seconds * 1000 } }
        hour = milliseconds(rules.computed[.hour])
        day = milliseconds(rules.computed[.day])
        for (period, age) in rules.retention { keeps[SeriesPeriod(period)] = milliseconds(age) }
    }
}

extension SeriesPeriod {
    init(_ period: DeviceRules.Period) {
        self =
            switch period {
            case .realtime: .realtime
            case .minute: .minute
            case .hour: .hour
            case .day: .day
            }
    }
}
