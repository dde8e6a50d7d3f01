import JSON

/// The answer of a login request.
enum LoginAnswer {
    /// The token in it. An error tells what the answer says in words, without the password.
    static func token(_ body: [UInt8], at path: String, hiding password: Secret) throws(ConnectorError) -> Secret {
        let document = JSONDocument()
        try JSONRecordDecoder.parse(body, into: document, name: "the login's answer")
        let told = VendorMessage.told(VendorMessage.found(in: document, beside: path).map(password.hidden))
        guard let node = try JSONShape.path(path).select(document) else { throw missing(path, told) }
        let token = document.string(of: document.text(of: node))
        let kind = document.kind(of: node)
        guard kind == .string || kind == .number, !token.isEmpty else { throw missing(path, told) }
        return Secret(token)
    }

    private static func missing(_ path: String, _ told: String) -> ConnectorError {
        ConnectorError(
            .settings, code: "no_token",
            message: "the login's answer has no token at `\(path)`: check the user, the password and `auth.login.token`"
                + told
        )
    }
}
