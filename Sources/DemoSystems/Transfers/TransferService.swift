import HTTPServer
import Synchronization
import XML

/// The hazardous-waste service: SOAP 1.1, WS-Security, pages by token.
///
/// The operation `QueryManifests` takes `updatedFrom`, `pageToken` and `pageSize`, and gives manifests in the order of their
/// changes with the token of the next page. Whoever it does not know gets a Fault.
final class TransferService: Sendable {
    static let user = "envhub"
    static let namespace = "http://service.weifei.example/manifest/v1"
    static let path = "/services/ManifestService"

    private static let envelope = "http://schemas.xmlsoap.org/soap/envelope/"
    private static let security =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"

    private let city: SharedCity
    private let password: String
    private let answers = Mutex(0)
    private let listener: Mutex<HTTPListener?>

    init(_ city: SharedCity, password: String) throws {
        self.city = city
        self.password = password
        listener = Mutex(nil)
        let made = try HTTPListener(HTTPListener.Configuration()) { [weak self] request in
            guard let self else { return .drop }
            return .now(try self.answer(request))
        }
        listener.withLock { $0 = made }
    }

    /// Where it listens.
    var port: Int { listener.withLock { $0?.port ?? 0 } }

    func stop() { listener.withLock { $0.take() }?.stop() }

    private func answer(_ request: borrowing HTTPRequest) throws -> HTTPResponse {
        guard request.path == Self.path else { return try HTTPResponse(status: 404) }
        guard request.method == .post, let query = try? Query(request.body) else {
            return try fault("soap:Client", "请求不是SOAP 1.1报文")
        }
        guard query.user == Self.user, query.password == password else {
            return try fault("wsse:FailedAuthentication", "用户名或密码错误")
        }
        guard query.isKnown else { return try fault("soap:Client", "没有此操作") }
        // One answer of a hundred is a passing failure, the fourth of all among them.
        let number = answers.withLock { number in
            number += 1
            return number
        }
        if number % 97 == 4 { return try fault("soap:Server", "后台服务繁忙，请稍后再试") }
        return try HTTPResponse(status: 200, headers: [.contentType("text/xml; charset=utf-8")], body: page(query))
    }

    private func page(_ query: Query) -> [UInt8] {
        let start = Int(query.token.dropFirst()) ?? 0
        let (records, next) = city.withCity { city in
            let wanted = city.manifests.indices.filter { city.manifests[$0].changed.xml >= query.from }
            let sorted = wanted.sorted { (city.manifests[$0].changed, $0) < (city.manifests[$1].changed, $1) }
            let rows = sorted.dropFirst(start).prefix(query.size).map { index in
                let manifest = city.manifests[index]
                return ManifestRecord(
                    manifest: manifest, generator: city.enterprises[manifest.generator],
                    isMistyped: city.dirt.mistyped.contains(manifest.generator), dirt: city.dirt.manifests[index])
            }
            return (Array(rows), start + query.size < sorted.count ? "p\(start + query.size)" : "")
        }
        return Self.message { writer in
            writer.begin("wf:QueryManifestsResponse", attributes: [("xmlns:wf", Self.namespace)])
            writer.element("wf:nextPageToken", next)
            writer.begin("wf:manifests")
            for record in records { record.write(to: &writer) }
            writer.end()
            writer.end()
        }
    }

    private func fault(_ code: String, _ text: String) throws -> HTTPResponse {
        let body = Self.message { writer in
            writer.begin("soap:Fault")
            writer.element("faultcode", code, attributes: [("xmlns:wsse", Self.security)])
            writer.element("faultstring", text)
            writer.end()
        }
        return try HTTPResponse(status: 500, headers: [.contentType("text/xml; charset=utf-8")], body: body)
    }

    private static func message(_ body: (inout XMLWriter) -> Void) -> [UInt8] {
        var writer = XMLWriter()
        writer.begin(
            "soap:Envelope",
            attributes: [("xmlns:soap", envelope), ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")])
        writer.begin("soap:Body")
        body(&writer)
        writer.end()
        writer.end()
        return writer.bytes
    }
}

/// What a request to the service asks for.
private struct Query {
    var user = ""
    var password = ""
    var isKnown = false
    var from = ""
    var token = ""
    var size = 100

    /// Reads a message.
    ///
    /// - Throws: `XMLError` when it is none.
    init(_ body: [UInt8]) throws {
        let page = try XMLPage(body, options: XMLOptions(limits: XMLLimits(bytes: 1 << 20), ignoresNamespaces: true))
        func text(_ path: String) throws -> String? { try page.firstText(for: XPathExpression(path), from: page.root) }
        user = try text("/Envelope/Header/Security/UsernameToken/Username") ?? ""
        password = try text("/Envelope/Header/Security/UsernameToken/Password") ?? ""
        let operation = "/Envelope/Body/QueryManifests"
        isKnown = try page.firstNode(for: XPathExpression(operation), from: page.root) != nil
        from = try text(operation + "/updatedFrom") ?? ""
        token = try text(operation + "/pageToken") ?? ""
        size = min(max(Int(try text(operation + "/pageSize") ?? "") ?? 100, 1), 1_000)
    }
}
