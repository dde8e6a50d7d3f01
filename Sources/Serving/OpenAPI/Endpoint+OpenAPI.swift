import HTTPServer
import Model
import Storage

extension Endpoint {
    static let openAPI = Endpoint(
        "/openapi.json", "openapi",
        "This interface as an OpenAPI document; for one with a key it names the feeds that he may read.",
        answers: [
            EndpointAnswer(200, "The document.", [(OpenAPIDocument.type, "OpenAPI")], headers: ["ETag"]),
            EndpointAnswer(304, "Nothing has changed since the answer of that `ETag`.", headers: ["ETag"]),
        ],
        .open { service, request, call in try service.openAPI(request, &call) })
}

extension PartnerService {
    /// `/openapi.json`. Whoever has no key is told nothing of what feeds there are.
    func openAPI(_ request: borrowing HTTPRequest, _ call: inout Call) throws -> HTTPAnswer {
        try checkAccepts(OpenAPIDocument.shortType, request)
        var shown: [ServedFeed] = []
        if request.header("Authorization") != nil {
            let consumer = try withHeads { try authenticate(request, $0.reader.access, &call) }
            shown = feeds(for: consumer, call)
        }
        let document = OpenAPIDocument(of: Endpoint.all, feeds: shown).bytes
        let tag = Self.tag([ByteHash.hash64(document.span)])
        if Self.hasCurrent(request, tag: tag) { return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call) }
        return try finish(
            200, [.contentType(OpenAPIDocument.type), HTTPHeader("ETag", tag)], document: document, &call)
    }
}
