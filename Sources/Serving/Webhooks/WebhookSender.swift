import Crypto
import HTTPClient
import Storage

/// What an endpoint made of a message.
enum WebhookOutcome: Sendable, Equatable {
    /// It took it.
    case delivered(status: Int)
    /// It did not, or was not reached. `problem` is a short stable word, which tells nothing of the bureau's network.
    case failed(status: Int?, problem: String, retryAfter: Int?)

    /// The endpoint says that it is gone for good.
    var isGone: Bool { if case .failed(410, _, _) = self { true } else { false } }
}

/// Sends one message to one endpoint: signed, once, within 15 seconds, to an address that may be connected to.
struct WebhookSender: Sendable {
    /// For the whole of an attempt; Standard Webhooks recommends 15 to 30 seconds.
    var patience: Duration = .seconds(15)
    /// A PEM file of the authorities that are trusted, and no others; nil trusts the system's.
    var authoritiesFile: String?

    /// A message's id.
    static func makeID() throws -> String { "msg_" + CrockfordBase32.encode(try randomBytes(15)) }

    /// - Parameters:
    ///   - id: the same for all attempts of a message.
    ///   - now: milliseconds since 1970.
    func send(
        _ body: [UInt8], id: String, to webhook: Webhook, _ approval: WebhookApproval, at now: Int64
    ) async -> WebhookOutcome {
        var request = TransferRequest(webhook.url, method: "POST", body: body)
        request.fields = Self.fields(of: body, id: id, webhook, at: now)
        request.protocols = approval.host.isPlain ? .web : .https
        request.redirects = .report
        request.userAgent = "envhub-webhooks"
        request.acceptsCompression = false
        request.limits.connect = patience
        request.limits.total = patience
        request.limits.lowSpeedTime = nil
        request.limits.bodyBytes = 64 << 10
        request.limits.headBytes = 32 << 10
        request.tls.authoritiesFile = authoritiesFile
        let rules = AddressRules(approved: approval.host.networks)
        request.admits = { rules.admits($0) }
        do {
            // A session of its own: one endpoint that hangs holds no other one up.
            return Self.outcome(of: try await HTTPSession(label: "webhook").perform(request), at: now)
        } catch {
            return .failed(status: nil, problem: Self.word(for: error), retryAfter: nil)
        }
    }

    private static func fields(of body: [UInt8], id: String, _ webhook: Webhook, at now: Int64) -> TransferFields {
        let timestamp = now / 1_000
        var secrets = [webhook.secret]
        if let old = webhook.oldSecret, now < webhook.oldUntil { secrets.append(old) }
        let signatures = secrets.map { $0.signature(id: id, timestamp: timestamp, body: body) }
        return [
            "Content-Type": "application/json", "webhook-id": id, "webhook-timestamp": "\(timestamp)",
            "webhook-signature": signatures.joined(separator: " "),
        ]
    }

    private static func outcome(of answer: TransferResponse, at now: Int64) -> WebhookOutcome {
        if (200..<300).contains(answer.status) { return .delivered(status: answer.status) }
        let asked = answer.fields["Retry-After"].flatMap { RetryAfter.seconds($0, now: now / 1_000) }
        let problem: String
        switch answer.status {
        case 410: problem = "gone"
        case 300..<400: problem = "redirect"
        default: problem = "status"
        }
        return .failed(status: answer.status, problem: problem, retryAfter: asked)
    }

    private static func word(for error: HTTPClientError) -> String {
        switch error.kind {
        case .resolve: "resolve"
        case .connect: "connect"
        case .tls: "tls"
        case .timeout: "timeout"
        case .tooLarge: "answer-too-large"
        case .barred: "address-not-approved"
        case .cancelled: "stopped"
        default: "protocol"
        }
    }
}
