import Foundation
import HTTPClient

/// Sends the requests of a pull: at the rate allowed, with credentials, again when it may help.
actor WebClient {
    /// Looks into an answer that is no success; nil when the status says all.
    typealias Explain = @Sendable (TransferResponse) -> WebFailure?

    private let rule: WebRequestRule
    private let envelope: SOAPEnvelope?
    private let limits: LimitRules
    private let retry: RetryRule
    private let environment: ConnectorEnvironment
    private let session: HTTPSession
    private let explain: Explain
    private var bucket: TokenBucket?
    private var credentials: WebCredentials?
    private var tls: TransferTLS?

    init(
        _ rule: WebRequestRule, envelope: SOAPEnvelope? = nil, definition: ConnectorDefinition,
        environment: ConnectorEnvironment, explain: @escaping Explain = { _ in nil }
    ) {
        self.rule = rule
        self.envelope = envelope
        self.environment = environment
        self.explain = explain
        limits = definition.limits
        retry = definition.retry
        session = HTTPSession(label: definition.name)
        bucket = definition.limits.rate.map(TokenBucket.init)
    }

    /// Sends the request with these values, or to the address that the last answer gave.
    func send(_ values: [Template.Variable: String], link: String?, name: String) async throws(ConnectorError)
        -> TransferResponse
    {
        var renewed = false
        while true {
            let credentials = try await credentials()
            let request = try await request(values, link: link, credentials)
            do throws(ConnectorError) {
                return try await attempt(request, name: name)
            } catch {
                guard error.code == "http_401", case .login = rule.auth, !renewed else { throw error }
                renewed = true
                forgetToken()
            }
        }
    }

    /// The token has expired: the next request logs in anew.
    func forgetToken() { credentials?.token = nil }

    /// A text of the other side without what the hub has shown it: services echo keys and tokens in their errors.
    func hidingSecrets(_ text: String) -> String {
        [credentials?.secret, credentials?.token].reduce(text) { text, secret in secret?.hidden(in: text) ?? text }
    }

    /// Sends one request until it succeeds or another attempt is useless.
    private func attempt(_ request: TransferRequest, name: String) async throws(ConnectorError) -> TransferResponse {
        var attempt = 1
        while true {
            try await waitForTurn()
            let failure: WebFailure
            do throws(HTTPClientError) {
                let response = try await session.perform(request)
                if (200..<300).contains(response.status) { return response }
                failure = explain(response) ?? WebFailure(response, name: name)
            } catch {
                failure = WebFailure(error)
            }
            try Pause.check()
            guard let condition = failure.condition, retry.retries(condition),
                let wait = retry.wait(afterAttempt: attempt, asked: failure.asked, random: Double.random(in: 0..<1))
            else { throw failure.error }
            try await Pause.wait(wait)
            attempt += 1
        }
    }

    private func waitForTurn() async throws(ConnectorError) {
        guard bucket != nil else { return }
        let now = Double(DispatchTime.now().uptimeNanoseconds) / 1e9
        let wait = bucket?.take(at: now) ?? 0
        try await Pause.wait(wait)
    }

    private func credentials() async throws(ConnectorError) -> WebCredentials {
        var known = credentials ?? WebCredentials()
        if known.secret == nil, let reference = rule.auth.reference {
            known.secret = try await reference.resolve(in: environment)
        }
        if known.token == nil, case .login(let login) = rule.auth, let secret = known.secret {
            known.token = try await token(login, secret)
        }
        credentials = known
        return known
    }

    private func token(_ login: WebLoginRule, _ password: Secret) async throws(ConnectorError) -> Secret {
        let escaping = Template.Escaping(contentType: login.contentType)
        let body = password.reveal { login.body.filled([.user: login.user, .password: $0], escaping: escaping) }
        var request = TransferRequest(login.url, method: login.method)
        request.fields.add("Content-Type", login.contentType)
        if login.method != "GET" { request.body = Array(body.utf8) }
        try await prepare(&request)
        let response = try await attempt(request, name: "the login")
        return try LoginAnswer.token(response.body, at: login.token, hiding: password)
    }

    private func request(
        _ values: [Template.Variable: String], link: String?, _ credentials: WebCredentials
    ) async throws(ConnectorError) -> TransferRequest {
        var request = TransferRequest(link ?? rule.address(values), method: rule.method)
        for header in rule.headers { request.fields.add(header.name, header.value.filled(values)) }
        if let body = rule.body {
            let text = body.filled(values, escaping: Template.Escaping(contentType: rule.contentType))
            request.body = Array((envelope?.text(around: text, credentials.secret) ?? text).utf8)
            request.fields.add("Content-Type", envelope?.contentType ?? rule.contentType)
            if let action = envelope?.actionHeader { request.fields.add("SOAPAction", action) }
        }
        credentials.apply(rule.auth, to: &request)
        try await prepare(&request)
        return request
    }

    /// Adds what all requests have: limits, and certificates.
    private func prepare(_ request: inout TransferRequest) async throws(ConnectorError) {
        request.limits.total = limits.timeout
        request.limits.connect = min(limits.timeout, .seconds(10))
        request.limits.bodyBytes = limits.maxBody
        request.redirects = .follow(5)
        guard let rule = rule.tls else { return }
        let known = if let tls { tls } else { try await rule.resolve(in: environment) }
        tls = known
        request.tls = known
    }
}

extension WebRequestRule {
    /// The address with its query. A parameter that is nothing but a variable without a value is left out.
    func address(_ values: [Template.Variable: String]) -> String {
        query.reduce(url.filled(values, escaping: .form)) { address, field in
            let value = field.value.filled(values)
            if value.isEmpty, field.value.isOneVariable { return address }
            return WebCredentials.adding(field.name, value, to: address)
        }
    }
}
