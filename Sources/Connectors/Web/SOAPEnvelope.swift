/// The envelope around a SOAP request.
struct SOAPEnvelope: Sendable, Equatable {
    /// SOAP's versions differ in namespace, media type and where the action is said.
    enum Version: String, Sendable, CaseIterable {
        case soap11 = "1.1"
        case soap12 = "1.2"
    }

    var version = Version.soap11
    var action = ""
    /// The user of a WS-Security UsernameToken.
    var user: String?

    var contentType: String {
        switch version {
        case .soap11: "text/xml; charset=utf-8"
        case .soap12:
            action.isEmpty
                ? "application/soap+xml; charset=utf-8"
                : "application/soap+xml; charset=utf-8; action=\"\(Self.header(action))\""
        }
    }

    /// SOAP 1.1, 6.1.1: the field must be there, in quotes.
    var actionHeader: String? { version == .soap11 ? "\"\(Self.header(action))\"" : nil }

    /// The whole message. A body that is an envelope already stays as it is.
    func text(around body: String, _ password: Secret?) -> String {
        if body.contains(":Envelope") || body.contains("<Envelope") { return body }
        let namespace =
            version == .soap11
            ? "http://schemas.xmlsoap.org/soap/envelope/" : "http://www.w3.org/2003/05/soap-envelope"
        let header = user.flatMap { user in password?.reveal { Self.security(user, $0) } } ?? ""
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"\(namespace)\">"
            + header + "<soap:Body>\(body)</soap:Body></soap:Envelope>"
    }

    /// OASIS WSS UsernameToken Profile 1.0, PasswordText.
    private static func security(_ user: String, _ password: String) -> String {
        let base = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
        let escape = Template.Escaping.xml.escaped
        return "<soap:Header><wsse:Security soap:mustUnderstand=\"1\" xmlns:wsse=\"\(base)wssecurity-secext-1.0.xsd\">"
            + "<wsse:UsernameToken><wsse:Username>\(escape(user))</wsse:Username>"
            + "<wsse:Password Type=\"\(base)username-token-profile-1.0#PasswordText\">\(escape(password))"
            + "</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header>"
    }

    private static func header(_ text: String) -> String {
        String(text.unicodeScalars.filter { $0.value >= 0x20 && $0 != "\"" && $0.value != 0x7F })
    }
}
