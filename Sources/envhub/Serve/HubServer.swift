import Connectors
import Crypto
import Feeds
import HTTPServer
import Model
import Serving
import Storage
import Sync
import Synchronization

/// The two listeners of a hub: partners on one address, admins on another. When the feeds' files change, the partners'
/// server is made anew on its port, and nobody is turned away.
actor HubServer {
    private let watch: HubWatch
    private let log: AccessLog
    /// What the hub signs with.
    private nonisolated let keys: Mutex<SigningKeys>
    private var http: HTTPListener.Configuration
    private let publicURL: String?
    private let origins: AllowedOrigins
    private var partner: PartnerServer
    private let admin: AdminServer
    private let health: ConsumerHealth
    /// The texts of the feeds that are served, and the files of devices.
    private var served: [String]

    /// Starts to serve `watch`'s hub; ports of 0 are any free ones.
    init(
        _ watch: HubWatch, partner: HTTPListener.Configuration, admin: HTTPListener.Configuration,
        publicURL: String? = nil, origins: AllowedOrigins = .none, devices: DeviceMetrics,
        status: @escaping @Sendable () throws -> [UInt8]
    ) throws {
        let hub = watch.hub
        self.watch = watch
        http = partner
        self.publicURL = publicURL
        self.origins = origins
        let keys = try SigningKeys(folder: hub.signingKeysPath)
        self.keys = Mutex(keys)
        log = try AccessLog(path: hub.accessLogPath, keys: keys)
        let server = try HubServer.serve(hub, log, keys, partner, publicURL, origins)
        self.partner = server
        served = HubServer.texts(hub)
        http.port = server.port
        let health = ConsumerHealth(storePath: hub.storePath) { [log] in log.cursors }
        self.health = health
        self.admin = try AdminServer(
            storePath: hub.storePath, log: log, metrics: server.metrics, http: admin,
            more: { devices.families + health.families }, status: status)
    }

    /// The ports that are listened on.
    var ports: (partner: Int, admin: Int) { (partner.port, admin.port) }

    /// How the access log fares.
    nonisolated var accessLog: AccessLog.Health { log.health }

    /// How far all consumers are behind.
    nonisolated func consumers() async throws -> [ConsumerLag] {
        let retentions = Dictionary(watch.hub.feeds.map { ($0.name, $0.retention) }) { $1 }
        return try await health.look(retentions, at: SyncRun.clock())
    }

    /// Says that this process has committed, so that waiting partners hear of it at once.
    func notify() { partner.signal.notify() }

    /// Serves the feeds as the files now have them.
    func reload() throws {
        let hub = watch.hub
        let texts = HubServer.texts(hub)
        guard texts != served else { return }
        _ = try OpenHub.store(of: hub)
        try serveAnew(by: signingKeys)
        served = texts
    }

    /// What the hub signs with now.
    nonisolated var signingKeys: SigningKeys { keys.withLock { $0 } }

    /// Signs with the keys that are in the hub's folder now.
    ///
    /// - Returns: those that are new.
    /// - Throws: `CryptoError` when they cannot be read: the old ones are used on.
    func followKeys() throws -> [SigningKey] {
        let now = try SigningKeys(folder: watch.hub.signingKeysPath)
        let known = signingKeys.all.map(\.publicKey.id)
        let new = now.all.filter { !known.contains($0.publicKey.id) }
        guard !new.isEmpty else { return [] }
        // What fails is tried again: the keys are those of before until then.
        try serveAnew(by: now)
        keys.withLock { $0 = now }
        log.sign(with: now)
        return new
    }

    /// Partners come to the new server as soon as it serves; what the old one has on its way comes to its end.
    private func serveAnew(by keys: SigningKeys) throws {
        let old = partner
        partner = try HubServer.serve(watch.hub, log, keys, http, publicURL, origins, successorOf: old)
        old.stop()
    }

    /// Answers what is on its way, and ends.
    func stop() {
        partner.stop()
        admin.stop()
    }

    /// The files of feeds, and of what their lines and schemas are made besides.
    private static func texts(_ hub: Hub) -> [String] {
        hub.feeds.map(\.text) + hub.feeds.map(\.definition) + ["\(hub.schema.hash)"] + devices(hub)
    }

    private static func devices(_ hub: Hub) -> [String] {
        hub.connectors.filter { $0.source is HJ212Source }.map { hub.seriesPath(of: $0.name) }
    }

    private static func serve(
        _ hub: Hub, _ log: AccessLog, _ keys: SigningKeys, _ http: HTTPListener.Configuration, _ publicURL: String?,
        _ origins: AllowedOrigins, successorOf old: PartnerServer? = nil
    ) throws -> PartnerServer {
        try PartnerServer(
            storePath: hub.storePath, seriesPaths: devices(hub), feeds: hub.feeds, log: log, http: http,
            publicURL: publicURL, origins: origins,
            snapshots: SnapshotSettings(folder: hub.snapshotsPath, keys: keys),
            codes: { hub.codes[$0] }, successorOf: old, report: { ServeLog.line($0) })
    }
}
