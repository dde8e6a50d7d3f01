public import Feeds
public import HTTPServer
public import Storage

/// Serves feeds to partners: HTTP on one address, every answer checked against keys and grants, and logged.
public final class PartnerServer: Sendable {
    private let listener: HTTPListener
    private let service: PartnerService
    /// What is done beside answering.
    private let work: [Task<Void, Never>]

    /// Starts to serve.
    ///
    /// - Parameters:
    ///   - storePath: the store's file; it must exist.
    ///   - seriesPaths: the files of devices' time series; those that are not there yet are looked for later.
    ///   - feeds: the feeds to serve; others in the store are not shown.
    ///   - log: the access log.
    ///   - http: address, threads and limits of HTTP.
    ///   - publicURL: where partners reach it, `https://data.example.gov.cn`; the address that is listened on when nil.
    ///   - origins: pages of other origins that may read answers in browsers.
    ///   - limits: what one consumer may do.
    ///   - snapshots: where whole files lie and who signs them; nil to give out none.
    ///   - webhooks: how webhooks are told.
    ///   - codes: code tables for schemas.
    ///   - old: a server whose place is taken: it goes on until it is stopped, and nobody is turned away meanwhile. Counts go on.
    ///   - report: is told, in a line, what the hub's admins should know: a webhook that is given up.
    /// - Throws: ``StoreError`` when the store cannot be read, `HTTPServerError` when the address cannot be bound, the system's
    ///   error when the folder of snapshots cannot be made.
    public init(
        storePath: String, seriesPaths: [String] = [], feeds: [CompiledFeed], log: AccessLog,
        http: HTTPListener.Configuration, publicURL: String? = nil,
        origins: AllowedOrigins = .none, limits: ConsumerLimits = ConsumerLimits(), snapshots: SnapshotSettings? = nil,
        webhooks: WebhookSettings = WebhookSettings(), codes: CompiledFeed.CodeTables = { _ in nil },
        successorOf old: PartnerServer? = nil,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        let served = feeds.sorted { $0.name < $1.name }.map { ServedFeed($0, codes: codes) }
        let service = try PartnerService(
            storePath: storePath, seriesPaths: seriesPaths, feeds: served, log: log, limits: limits,
            snapshots: snapshots, tls: http.tls, origins: origins, webhooks: webhooks,
            metrics: old?.metrics ?? ServingMetrics(), report: report)
        self.service = service
        var http = http
        http.successorOf = old?.listener
        http.maxBodyBytes = min(http.maxBodyBytes, 16 * 1024)
        http.takesChunks = false
        http.refusing = { request, fault in try service.refuse(request, fault) }
        listener = try HTTPListener(http) { request in try service.answer(request) }
        let isEverywhere = ["0.0.0.0", "::", ""].contains(http.host)
        let host = http.host.contains(":") ? "[\(http.host)]" : http.host
        let own = isEverywhere ? "" : "\(http.tls == nil ? "http" : "https")://\(host):\(listener.port)"
        service.place.set(publicURL ?? own)
        service.signal.listen { service.webhooks.look() }
        let follower = ObjectionFollower(storePath: storePath, desk: service.desk)
        work = [Task { await service.webhooks.run() }, Task { await follower.run() }]
    }

    deinit { for task in work { task.cancel() } }

    /// The port it listens on.
    public var port: Int { listener.port }

    /// The signal to give after a commit in this process, so that waiting partners hear of it at once.
    public var signal: FeedSignal { service.signal }

    /// What happened so far.
    public var metrics: ServingMetrics { service.metrics }

    /// Ends waiting requests, answers what is on its way, and writes the access log.
    public func stop() {
        for task in work { task.cancel() }
        listener.stop()
        service.log.flush()
    }
}
