import JSON

/// The answer of a login request.
enum LoginAnswer {
    /// The token in it.
    static func token(_ body: [UInt8], at path: String) throws(ConnectorError) -> Secret {
        let document = JSONDocument()
        try JSONRecordDecoder.parse(body, into: document, name: "the login's answer")
        guard let node = try JSONShape.path(path).select(document) else { throw missing(path) }
        let token = document.string(of: document.text(of: node))
        let kind = document.kind(of: node)
        guard kind == .string || kind == .number, !token.isEmpty else { throw missing(path) }
        return Secret(token)
    }

    private static func missing(_ path: String) -> ConnectorError {
        ConnectorError(
            .settings, code: "no_token",
            message: "the login's answer has no token at `\(path)`: check the user, the password and `auth.login.token`"
        )
    }
}
