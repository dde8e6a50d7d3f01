import Crypto
import Feeds
import Foundation
import HTTPClient
import HTTPServer
import JSON
import Storage
import Synchronization
import TestServers

@testable import Serving

/// A store with two feeds, a server over it, and consumers with keys; gone with its directory at the end.
final class Hub {
    private let folder: TemporaryFolder
    var directory: URL { folder.url }
    let publisher: Publisher
    let log: AccessLog
    let keys: SigningKeys
    private(set) var server: PartnerServer
    let session = HTTPSession()
    private let limits: ConsumerLimits
    private let webhooks: WebhookSettings
    private let origins: AllowedOrigins
    /// What the server reported to the hub's admins.
    let reported = Reported()
    /// Where whole files lie; what is changed here counts from the next start of the server.
    var snapshots: SnapshotSettings

    /// Wall-clock milliseconds: what keys and grants are judged by.
    static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    var storePath: String { directory.appendingPathComponent("hub.db").path }
    var logPath: String { directory.appendingPathComponent("access.db").path }

    init(
        limits: ConsumerLimits = .none, logCapacity: Int = 50_000, webhooks: WebhookSettings = WebhookSettings(),
        origins: AllowedOrigins = .none
    ) throws {
        folder = try TemporaryFolder()
        let path = folder.path + "/hub.db"
        publisher = try Publisher(path: path)
        keys = try SigningKeys(folder: folder.path + "/signing")
        log = try AccessLog(path: folder.path + "/access.db", capacity: logCapacity, keys: keys)
        self.limits = limits
        self.webhooks = webhooks
        self.origins = origins
        snapshots = SnapshotSettings(folder: folder.path + "/snapshots", keys: keys)
        snapshots.freshness = nil
        snapshots.reserve = 0
        server = try PartnerServer(
            storePath: path, feeds: publisher.feeds, log: log, http: HTTPListener.Configuration(), origins: origins,
            limits: limits,
            snapshots: snapshots, webhooks: webhooks, report: reported.take)
    }

    deinit { server.stop() }

    func restartServer() throws {
        server.stop()
        server = try PartnerServer(
            storePath: storePath, feeds: publisher.feeds, log: log, http: HTTPListener.Configuration(),
            origins: origins,
            limits: limits,
            snapshots: snapshots, webhooks: webhooks, report: reported.take)
    }

    var base: String { "http://127.0.0.1:\(server.port)" }

    /// A consumer with a grant on each of the feeds, and its key.
    func consumer(
        _ name: String, title: String? = nil, feeds: [String], sources: [String] = [], life: Int64 = 86_400_000
    ) throws -> String {
        let store = publisher.store
        let consumer = try store.addConsumer(name, title: title ?? name, at: Self.now)
        for feed in feeds {
            let grant = Grant(
                feed: feed, purpose: "执法检查", legalBasis: "条例第八条", starts: Self.now - 1000, sources: sources)
            try store.setGrant(grant!, of: consumer)
        }
        return try store.issueKey(for: consumer, at: Self.now, expires: Self.now + life).text
    }

    func get(
        _ path: String, key: String?, method: String = "GET", fields: [(String, String)] = []
    ) async throws -> TransferResponse {
        var request = TransferRequest(base + path, method: method)
        request.acceptsCompression = false
        if let key { request.fields.add("Authorization", "Bearer \(key)") }
        for (name, value) in fields { request.fields.add(name, value) }
        return try await session.perform(request)
    }

    /// Sends a body, JSON unless told otherwise; a nil body sends none.
    func post(
        _ path: String, _ body: String?, key: String?, type: String? = "application/json", method: String = "POST",
        fields: [(String, String)] = []
    ) async throws -> TransferResponse {
        var request = TransferRequest(base + path, method: method, body: body.map { Array($0.utf8) })
        request.acceptsCompression = false
        if let key { request.fields.add("Authorization", "Bearer \(key)") }
        if body != nil, let type { request.fields.add("Content-Type", type) }
        for (name, value) in fields { request.fields.add(name, value) }
        return try await session.perform(request)
    }

    /// The rows of the access log, oldest first.
    func logged() throws -> [AccessLogEntry] {
        log.flush()
        return try AccessLogReader(path: logPath).newest(10_000).reversed()
    }
}

/// Lines that a server reported.
final class Reported: Sendable {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }
    var take: @Sendable (String) -> Void { { [self] line in kept.withLock { $0.append(line) } } }
}

extension TransferResponse {
    /// The lines of an NDJSON body.
    var lines: [JSONValue] {
        body.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONValue(parsing: Array($0)) }
    }

    /// A problem's kind.
    var kind: String {
        let type = (try? JSONValue(parsing: body))?["type"]?.stringValue ?? ""
        return type.split(separator: ":").last.map(String.init) ?? ""
    }

    var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
}

extension JSONValue {
    var op: String { self["op"]?.stringValue ?? "" }
    var id: String { self["id"]?.stringValue ?? "" }
}
