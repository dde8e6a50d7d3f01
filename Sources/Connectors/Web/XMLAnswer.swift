import HTTPClient
import Model
import XML

/// Answers in XML: SOAP envelopes.
struct XMLAnswerFormat: WebAnswerFormat {
    let decoder: XMLRecordDecoder
    let namespaces: [String: String]

    func parse(_ body: [UInt8], name: String) throws(ConnectorError) -> any WebAnswer {
        let page = try decoder.parse(body, name: name)
        if let fault = SOAPFault(page) { throw fault.error }
        return XMLAnswer(page: page, decoder: decoder, namespaces: namespaces, name: name)
    }

    /// What an answer that is no success says in its Fault.
    func explain(_ response: TransferResponse) -> WebFailure? {
        guard let page = try? decoder.parse(response.body, name: "the answer"), let fault = SOAPFault(page) else {
            return nil
        }
        return WebFailure(fault.error, condition: fault.isSenders ? nil : .status(response.status))
    }
}

/// An XML document.
private struct XMLAnswer: WebAnswer {
    let page: XMLPage
    let decoder: XMLRecordDecoder
    let namespaces: [String: String]
    let name: String

    func value(_ path: String) throws(ConnectorError) -> String? {
        let expression = try XMLShape.path(path, namespaces)
        do throws(XPathError) { return try page.firstText(for: expression, from: page.root) } catch {
            throw ConnectorError(.settings, code: "bad_path", message: "`\(path)` gives no value: \(error.description)")
        }
    }

    /// In elements beside the one at `path`, or right below what stands in the envelope's body.
    func words(beside path: String) -> String? {
        let body = "/*[local-name()='Envelope']/*[local-name()='Body']/*/*"
        for nodes in ["(\(path))/../*", body, "/*/*"] {
            for node in (try? page.nodes(for: XMLShape.path(nodes, namespaces), from: page.root)) ?? [] {
                let name = page.name(of: node).split(separator: ":").last.map { $0.lowercased() } ?? ""
                let text = page.text(of: node).trimmingBlanks
                if VendorMessage.names.contains(name), !text.isEmpty { return text }
            }
        }
        return nil
    }

    func records() throws(ConnectorError) -> RecordPage { try decoder.decode(page, name: name) }
}

/// A SOAP Fault, 1.1 or 1.2.
struct SOAPFault {
    let code: String
    let reason: String

    /// The Fault in an envelope; nil when there is none.
    init?(_ page: XMLPage) {
        let base = "/*[local-name()='Envelope']/*[local-name()='Body']/*[local-name()='Fault']"
        guard Self.text(base, page) != nil else { return nil }
        let code11 = Self.text(base + "/*[local-name()='faultcode']", page)
        let code12 = Self.text(base + "/*[local-name()='Code']/*[local-name()='Value']", page)
        let reason11 = Self.text(base + "/*[local-name()='faultstring']", page)
        let reason12 = Self.text(base + "/*[local-name()='Reason']/*[local-name()='Text']", page)
        code = Self.short(code11 ?? code12 ?? "unknown")
        reason = Self.short(reason11 ?? reason12 ?? "")
    }

    /// Whether the request is at fault, so that sending it again is useless.
    var isSenders: Bool { code.hasSuffix("Client") || code.hasSuffix("Sender") || code.contains("Authentication") }

    var error: ConnectorError {
        ConnectorError(
            isSenders ? .settings : .unavailable(retryAfter: nil), code: "soap_fault",
            message: "the service answered with a SOAP Fault \(code): \(reason)")
    }

    private static func text(_ path: String, _ page: XMLPage) -> String? {
        guard let expression = try? XPathExpression(path) else { return nil }
        return try? page.firstText(for: expression, from: page.root)
    }

    private static func short(_ text: String) -> String {
        String(text.trimmingBlanks.unicodeScalars.filter { $0.value >= 0x20 }.prefix(200).map(Character.init))
    }
}
