/// `request:` of a web service: what is sent for every page.
struct WebRequestRule: Sendable {
    /// A name with the template of its value.
    struct Field: Sendable, Equatable {
        var name: String
        var value: Template
    }

    var url: Template
    var method = "GET"
    var query: [Field] = []
    var headers: [Field] = []
    var body: Template?
    var contentType = "application/json"
    var auth = WebAuthRule.none
    var tls: TLSRule?

    /// Every template of the request.
    var templates: [Template] { [url] + query.map(\.value) + headers.map(\.value) + (body.map { [$0] } ?? []) }
}

/// `request.auth:`, how the hub shows who it is.
enum WebAuthRule: Sendable {
    case none
    /// `Authorization: Bearer …`.
    case bearer(SecretReference)
    /// `Authorization: Basic …` (RFC 7617).
    case basic(user: String, password: SecretReference)
    /// A header of the vendor's own.
    case header(name: String, value: SecretReference, prefix: String)
    /// A query parameter of the vendor's own.
    case query(name: String, value: SecretReference)
    /// A token that a login request gives.
    case login(WebLoginRule)
    /// WS-Security UsernameToken with the password as text (SOAP only): over TLS alone, as the profile says.
    case usernameToken(user: String, password: SecretReference)
}

/// `request.auth.login:`, the request that gives a token.
struct WebLoginRule: Sendable {
    var url: String
    var method = "POST"
    var body: Template
    var contentType = "application/json"
    var user = ""
    var password: SecretReference
    /// Where the answer holds the token.
    var token: String
    /// The header that carries the token, and what stands before it.
    var header = "Authorization"
    var prefix = "Bearer "
    /// An answer with status 200 that means that the token has expired.
    var expiredWhen: Condition?
}
