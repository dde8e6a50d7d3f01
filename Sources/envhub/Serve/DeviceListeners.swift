import Connectors
import Foundation
import Model
import Monitoring
import Synchronization
import Sync

/// The devices of all connectors of kind `hj212`, listened for while the hub serves; made anew when their files change.
actor DeviceListeners {
    private struct Listener {
        let rules: DeviceRules
        let service: DeviceService
        let notices: SeriesNotices
    }

    /// How long a run that pulls notices goes on without any.
    private static let patience = Duration.seconds(60)
    private var listeners: [String: Listener] = [:] {
        didSet { services.withLock { $0 = listeners.mapValues(\.service) } }
    }
    /// The same, for those who cannot wait.
    private nonisolated let services = Mutex<[String: DeviceService]>([:])
    /// Why connectors are not listened for now, by connector.
    private nonisolated let failures = Mutex<[String: String]>([:])
    /// Is told the name of a connector that has notices.
    private let noticed: @Sendable (String) -> Void

    init(noticed: @escaping @Sendable (String) -> Void) { self.noticed = noticed }

    /// Brings what is listened for into step with the hub's files.
    ///
    /// - Returns: where each connector listens now, and why others cannot.
    func follow(_ hub: Hub) async -> (listening: [String: String], problems: [String]) {
        let wanted = hub.connectors.filter { $0.source is HJ212Source }
        for (name, listener) in listeners {
            let rules = (wanted.first { $0.name == name }?.source as? HJ212Source)?.rules
            if rules != listener.rules { listeners.removeValue(forKey: name)?.service.stop() }
        }
        let opened = await open(wanted, hub)
        return (listeners.mapValues { "\($0.rules.host):\($0.service.port)" }, opened.problems)
    }

    /// Tries again what could not be listened for: a port that was taken, an address that was not there yet, a password.
    ///
    /// - Returns: what is listened for now and was not before, and problems that are not those of the last try.
    func tryAgain(_ hub: Hub) async -> (listening: [String: String], problems: [String]) {
        let missing = hub.connectors.filter { $0.source is HJ212Source && listeners[$0.name] == nil }
        guard !missing.isEmpty else { return ([:], []) }
        return await open(missing, hub)
    }

    private func open(
        _ wanted: [ConnectorDefinition], _ hub: Hub
    ) async -> (listening: [String: String], problems: [String]) {
        let before = failures.withLock { $0 }
        var (listening, failed): ([String: String], [String: String]) = ([:], [:])
        for definition in wanted where listeners[definition.name] == nil {
            do {
                try await listen(definition, hub)
                listening[definition.name] = listeners[definition.name].map { "\($0.rules.host):\($0.service.port)" }
            } catch {
                failed[definition.name] = "\(definition.name): \(error)"
            }
        }
        failures.withLock { $0 = failed }
        return (listening, failed.filter { before[$0.key] != $0.value }.values.sorted())
    }

    private func listen(_ definition: ConnectorDefinition, _ hub: Hub) async throws {
        guard let rules = (definition.source as? HJ212Source)?.rules else { return }
        let path = hub.seriesPath(of: definition.name)
        let folder = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let zone = definition.timezone ?? .utc
        var surroundings = DeviceService.Surroundings(path: path, zone: zone, now: SyncRun.clock)
        surroundings.pollutants = hub.codes["pollutant"]
        let environment = ConnectorEnvironment(hubDirectory: hub.directory, stateDirectory: hub.stateDirectory)
        surroundings.password = try await rules.fetchPassword(in: environment)
        if let keys = try await rules.fetchKeys(in: environment) { surroundings.keys = try DeviceKeys(keys) }
        do { surroundings.upstreamPassword = try await rules.upstream?.fetchPassword(in: environment) } catch {
            // Devices must not wait for what concerns the platform alone.
            surroundings.upstreamFault = "\(error)"
        }
        let limits = LimitBookReader(storePath: hub.storePath, units: hub.units, rules: rules, zone: zone)
        surroundings.limits = { try limits.read() }
        let notices = SeriesNotices(path: path, patience: Self.patience)
        let (name, noticed) = (definition.name, noticed)
        surroundings.noticed = {
            Task { await notices.news() }
            noticed(name)
        }
        let service = try DeviceService(rules, in: surroundings)
        listeners[definition.name] = Listener(rules: rules, service: service, notices: notices)
    }

    /// Where the run of a connector finds its notices.
    func notices(of connector: String) -> (any NoticeSource)? { listeners[connector]?.notices }

    /// What has happened since the start, by connector.
    nonisolated var states: [String: DeviceService.State] { services.withLock { $0 }.mapValues(\.state) }

    /// Whether each connector with devices is listened for.
    nonisolated var listening: [String: Bool] {
        services.withLock { $0 }.mapValues { _ in true }.merging(failures.withLock { $0 }.mapValues { _ in false }) {
            $1
        }
    }

    /// Why the packets of a connector's devices are not stored now, by connector.
    var problems: [String: String] { listeners.compactMapValues { $0.service.state.problem } }

    /// How forwarding to upstream platforms stands, by connector.
    var upstreams: [String: UpstreamState] { listeners.compactMapValues { $0.service.state.upstream } }

    /// Closes all connections, and returns when what has come is stored.
    func stop() {
        for listener in listeners.values { listener.service.stop() }
        listeners = [:]
    }
}
