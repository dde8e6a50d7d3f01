import HTTPClient
import JSON
import Storage
import Synchronization
import Testing

@testable import Serving

/// A hub with a consumer whose webhooks may go to this machine, and a clock that the test moves.
final class WebhookHub {
    let hub: Hub
    let key: String
    private let passed: Passed

    final class Passed: Sendable {
        let milliseconds = Mutex<Int64>(0)
    }

    static func settings(_ change: (inout WebhookSettings) -> Void = { _ in }) -> WebhookSettings {
        var settings = WebhookSettings()
        settings.gap = .zero
        settings.testGap = .zero
        settings.interval = .milliseconds(20)
        settings.jitter = { 0.5 }
        change(&settings)
        return settings
    }

    init(isApproved: Bool = true, _ change: (inout WebhookSettings) -> Void = { _ in }) throws {
        let passed = Passed()
        self.passed = passed
        hub = try Hub(
            webhooks: Self.settings { settings in
                settings.clock = { Call.milliseconds() + passed.milliseconds.withLock { $0 } }
                change(&settings)
            })
        key = try hub.consumer("mirror", feeds: ["water"], life: 40 * 86_400_000)
        try hub.publisher.commit(1, "厂", "441802")
        if isApproved { approved = ["127.0.0.0/8"] }
    }

    private var approved: [String]?

    func approve(_ place: String, networks: [String] = ["127.0.0.0/8"]) throws {
        try hub.publisher.store.allow(
            WebhookHost(approving: place, isPlain: true, networks: networks, at: Hub.now))
    }

    /// Time passes.
    func pass(_ milliseconds: Int64) { passed.milliseconds.withLock { $0 += milliseconds } }

    /// Has a receiver told of the feed; the answer of the making.
    @discardableResult
    func tell(_ receiver: WebhookReceiver, feed: String = "water", key: String? = nil) async throws -> JSONValue {
        if let approved { try approve("127.0.0.1:\(receiver.port)", networks: approved) }
        let answer = try await make(receiver.url, feed: feed, key: key)
        #expect(answer.status == 201, "\(answer.text)")
        return answer.json
    }

    func make(_ url: String, feed: String = "water", key: String? = nil) async throws -> TransferResponse {
        let body: JSONValue = ["url": .string(url), "feed": .string(feed)]
        return try await hub.post("/v1/webhooks", body.text, key: key ?? self.key)
    }

    func state(_ webhook: JSONValue) async throws -> JSONValue {
        try await hub.get("/v1/webhooks/\(webhook.id)", key: key).json
    }

    /// Changes a record of the feed, so that it advances by one.
    func commit(_ name: String = "新名") throws {
        try hub.publisher.commit(1, name, "441802")
        hub.server.signal.notify()
    }
}
