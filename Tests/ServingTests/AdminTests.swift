import HTTPClient
import HTTPServer
import JSON
import SQLite
import Storage
import Testing

@testable import Serving

@Suite struct AdminTests {
    private let hub: Hub
    private let admin: AdminServer

    init() throws {
        hub = try Hub()
        admin = try AdminServer(
            storePath: hub.storePath, log: hub.log, metrics: hub.server.metrics, http: HTTPListener.Configuration()
        ) { Array(#"{"state":"好"}"#.utf8) }
    }

    private func get(_ path: String, method: String = "GET") async throws -> TransferResponse {
        try await hub.session.perform(TransferRequest("http://127.0.0.1:\(admin.port)\(path)", method: method))
    }

    @Test func healthAndStatus() async throws {
        #expect(try await get("/healthz").text == "ok\n")
        #expect(try await get("/readyz").status == 200)
        #expect(try await get("/v1/status").json["state"] == "好")
        #expect(try await get("/v1/feeds").status == 404)
        #expect(try await get("/healthz", method: "POST").status == 405)
        #expect(admin.port != hub.server.port)
    }

    @Test func metricsCountWhatHappened() async throws {
        let key = try hub.consumer("mirror", feeds: ["water"])
        try hub.publisher.commit(1, "厂", "441802")
        for _ in 0..<3 { _ = try await hub.get("/v1/feeds/water/changes?cursor=start", key: key) }
        _ = try await hub.get("/v1/feeds", key: nil)
        hub.log.flush()
        let page = try await get("/metrics").text
        #expect(page.contains("envhub_requests_total{status=\"200\"} 3\n"))
        #expect(page.contains("envhub_requests_total{status=\"401\"} 1\n"))
        #expect(page.contains("envhub_feed_head{feed=\"water\"} 1\n"))
        #expect(page.contains("envhub_access_log_written_total 4\n"))
        #expect(page.contains("envhub_store_readable 1\n"))
        for line in page.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(line.split(separator: " ").count == 2 && Double(line.split(separator: " ")[1]) != nil, "\(line)")
        }
    }

    @Test func aLockedLogIsNotReady() async throws {
        let lock = try Store.locker(hub.logPath)
        _ = try await hub.get("/", key: nil)
        hub.log.flush()
        let ready = try await get("/readyz")
        #expect(ready.status == 503 && ready.text.hasPrefix("access log: "))
        #expect(try await get("/metrics").text.contains("envhub_access_log_late 1\n"))
        try lock.execute("COMMIT")
        hub.log.flush()
        #expect(try await get("/readyz").status == 200)
    }
}
