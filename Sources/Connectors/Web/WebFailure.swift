import Foundation
import HTTPClient

/// What a failed attempt means: what to tell, and whether another may help.
struct WebFailure {
    var error: ConnectorError
    /// The condition that `retry.when` may name; nil: another attempt is useless.
    var condition: RetryRule.Condition?
    /// Seconds that the server asked to wait.
    var asked: Double?

    /// An answer with a status that is no success.
    init(_ response: TransferResponse, name: String) {
        let status = response.status
        let wait = response.fields["Retry-After"].flatMap {
            RetryAfter.seconds($0, now: Int64(Date().timeIntervalSince1970))
        }
        asked = wait.map(Double.init)
        condition = .status(status)
        let told = "\(name) answered with HTTP status \(status)"
        switch status {
        case 401, 403, 407:
            error = ConnectorError(
                .settings, code: "http_\(status)",
                message: told + ": check the credentials and rights in `request.auth`")
        case 404, 405, 410:
            error = ConnectorError(
                .settings, code: "http_\(status)", message: told + ": check `request.url` and `method`")
        case 408, 425, 429, 500...599:
            error = ConnectorError(.unavailable(retryAfter: asked), code: "http_\(status)", message: told)
        default:
            error = ConnectorError(.unexpected, code: "http_\(status)", message: told)
        }
    }

    /// A transfer without an answer.
    init(_ failure: HTTPClientError) {
        let code = failure.code
        switch failure.kind {
        case .cancelled:
            error = Pause.cancelled
        case .timeout:
            condition = .timeout
            error = ConnectorError(
                .unavailable(retryAfter: nil), code: "timeout", message: "no answer in time: \(failure)")
        case .resolve, .connect:
            condition = .connection
            error = ConnectorError(.unavailable(retryAfter: nil), code: code, message: "no connection: \(failure)")
        case .tls where code == "certificate":
            error = ConnectorError(.settings, code: code, message: "\(failure); \(Self.trust(failure))")
        case .tls, .authentication, .notFound, .other, .aborted, .barred:
            error = ConnectorError(.settings, code: code, message: "\(failure)")
        case .tooLarge:
            error = ConnectorError(
                .unexpected, code: "too_large", message: "\(failure); ask for smaller pages, or raise `limits.max_body`"
            )
        case .protocolViolation:
            condition = failure.isRetryable ? .connection : nil
            error = ConnectorError(.unexpected, code: code, message: "the answer was cut or is not valid: \(failure)")
        }
    }

    /// What to do about a certificate that is not taken.
    private static func trust(_ failure: HTTPClientError) -> String {
        failure.reason.contains("subject name")
            ? "write the address with a name that the server's certificate holds"
            : "if the certificate is right and of the bureau's own authority, name that: `tls: { authorities: FILE.pem }`"
    }

    /// An error that the kind found in an answer.
    init(_ error: ConnectorError, condition: RetryRule.Condition?) {
        self.error = error
        self.condition = condition
    }
}
