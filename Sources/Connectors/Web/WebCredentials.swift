import HTTPClient

/// The secrets of a web service, fetched once a run, and the token of a login.
struct WebCredentials: Sendable {
    /// The secret of the auth form.
    var secret: Secret?
    /// The token that a login gave.
    var token: Secret?

    /// Puts them into a request.
    func apply(_ rule: WebAuthRule, to request: inout TransferRequest) {
        switch rule {
        case .none, .usernameToken: break
        case .bearer: secret?.reveal { request.credentials = .bearer($0) }
        case .basic(let user, _): secret?.reveal { request.credentials = .password(user: user, password: $0) }
        case .header(let name, _, let prefix): secret?.reveal { request.fields.add(name, prefix + $0) }
        case .query(let name, _): secret?.reveal { request.url = Self.adding(name, $0, to: request.url) }
        case .login(let login): token?.reveal { request.fields.add(login.header, login.prefix + $0) }
        }
    }

    /// The address with one more query parameter.
    static func adding(_ name: String, _ value: String, to url: String) -> String {
        let mark = url.contains("?") ? (url.hasSuffix("?") || url.hasSuffix("&") ? "" : "&") : "?"
        return url + mark + PercentEncoding.encoded(name) + "=" + PercentEncoding.encoded(value)
    }
}

extension WebAuthRule {
    /// The secret that the form needs.
    var reference: SecretReference? {
        switch self {
        case .none: nil
        case .bearer(let secret), .header(_, let secret, _), .query(_, let secret): secret
        case .basic(_, let secret), .usernameToken(_, let secret): secret
        case .login(let login): login.password
        }
    }
}
