public import HTTPServer
public import Storage

/// Serves the hub's own health to its admins, on an address of its own; loopback unless told otherwise.
///
/// | path | answer |
/// |---|---|
/// | `/healthz` | 200 while the process answers |
/// | `/readyz` | 200 when the store can be read and the access log is written and signed in time, else 503 with the reason |
/// | `/metrics` | the numbers, in Prometheus' text format |
/// | `/v1/status` | what the closure gives, as JSON |
public final class AdminServer: Sendable {
    private let listener: HTTPListener

    /// Starts to serve.
    ///
    /// - Parameters:
    ///   - more: what else the metrics page shows, asked for each request; on the server's thread.
    ///   - status: the hub's state as JSON, made anew for each request; on the server's thread.
    /// - Throws: `HTTPServerError` when the address cannot be bound.
    public init(
        storePath: String, log: AccessLog, metrics: ServingMetrics, http: HTTPListener.Configuration,
        more: @escaping @Sendable () -> [MetricFamily] = { [] }, status: @escaping @Sendable () throws -> [UInt8]
    ) throws {
        let service = AdminService(storePath: storePath, log: log, metrics: metrics, more: more, status: status)
        listener = try HTTPListener(http) { request in try service.answer(request) }
    }

    /// The port it listens on.
    public var port: Int { listener.port }

    /// Ends serving.
    public func stop() { listener.stop() }
}

/// What answers the admins' requests.
struct AdminService: Sendable {
    let log: AccessLog
    let metrics: ServingMetrics
    let more: @Sendable () -> [MetricFamily]
    let status: @Sendable () throws -> [UInt8]
    private let readers: ThreadLocal<FeedReader>

    init(
        storePath: String, log: AccessLog, metrics: ServingMetrics, more: @escaping @Sendable () -> [MetricFamily],
        status: @escaping @Sendable () throws -> [UInt8]
    ) {
        self.log = log
        self.metrics = metrics
        self.more = more
        self.status = status
        readers = ThreadLocal { try FeedReader(path: storePath) }
    }

    func answer(_ request: borrowing HTTPRequest) throws -> HTTPAnswer {
        guard request.method == .get || request.method == .head else {
            return try text(405, "only GET and HEAD\n", [HTTPHeader("Allow", "GET, HEAD")])
        }
        switch request.path {
        case "/healthz": return try text(200, "ok\n")
        case "/readyz":
            let reasons = reasons()
            return try text(
                reasons.isEmpty ? 200 : 503, reasons.isEmpty ? "ready\n" : reasons.joined(separator: "\n") + "\n")
        case "/metrics":
            let feeds = (try? heads()) ?? []
            let page = MetricsPage.text(
                metrics.current, log.health, feeds, isReadable: (try? heads()) != nil, [webhooks()] + more())
            return try text(200, page, [.contentType("text/plain; version=0.0.4; charset=utf-8")])
        case "/v1/status":
            return .now(try HTTPResponse(status: 200, headers: [.contentType("application/json")], body: status()))
        default: return try text(404, "there are /healthz, /readyz, /metrics and /v1/status\n")
        }
    }

    /// Why the hub cannot serve; empty when it can.
    private func reasons() -> [String] {
        var reasons: [String] = []
        do { _ = try heads() } catch { reasons.append("store: \(error)") }
        let health = log.health
        if let problem = health.problem { reasons.append("access log: \(problem)") }
        if health.isLate {
            reasons.append(
                "access log: \(health.waiting) rows wait to be written; at \(health.capacity) nobody is answered any more"
            )
        }
        return reasons
    }

    private func heads() throws -> [FeedHead] {
        try readers.withValue { reader in
            try reader.snapshot { reader.feeds.values.sorted { $0.name < $1.name } }
        }
    }

    /// Webhooks by whether they are told: those that are not any more want a person's look.
    private func webhooks() -> MetricFamily {
        let counts = try? readers.withValue { reader in try reader.snapshot { try reader.webhookCounts() } }
        return MetricFamily(
            "envhub_webhooks", .gauge, "Webhooks by their state.",
            Webhook.State.allCases.map { (["state": $0.rawValue], counts?[$0] ?? 0) })
    }

    private func text(_ status: Int, _ text: String, _ headers: [HTTPHeader] = []) throws -> HTTPAnswer {
        let type = headers.contains { $0.name == "Content-Type" } ? [] : [HTTPHeader.contentType("text/plain")]
        return .now(try HTTPResponse(status: status, headers: headers + type, text: text))
    }
}
