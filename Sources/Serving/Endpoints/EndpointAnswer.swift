import HTTPServer

/// One answer of an endpoint, as the OpenAPI document tells it.
struct EndpointAnswer: Sendable {
    let status: Int
    let note: String
    /// Its media types, each with the name of its schema in the document; the schema is nil for what is no JSON. JSON stands first:
    /// generated clients ask for the first type that has `json` in its name, and cannot read NDJSON.
    let content: [(type: String, schema: String?)]
    /// Its headers, beside those that every answer has.
    let headers: [String]
    /// What a client can go on with: the operation, and its parameter with where to find it in this answer.
    let links: [EndpointLink]

    init(
        _ status: Int, _ note: String, _ content: [(type: String, schema: String?)] = [], headers: [String] = [],
        links: [EndpointLink] = []
    ) {
        self.status = status
        self.note = note
        self.content = content
        self.headers = headers
        self.links = links
    }
}

/// Where an answer leads.
struct EndpointLink: Sendable {
    let operation: String
    /// Parameter and runtime expression (OpenAPI 3.0.3, section 4.7.20).
    let parameters: [(String, String)]

    init(_ operation: String, _ parameters: [(String, String)]) {
        self.operation = operation
        self.parameters = parameters
    }
}

/// What a request brings with it.
struct EndpointBody: Sendable {
    let type: String
    /// The name of its schema in the OpenAPI document.
    let schema: String
}

extension EndpointAnswer {
    static let json = "application/json"
    static let ndjson = "application/x-ndjson"
    static let csv = "text/csv"
    static let geoJSON = "application/geo+json"
    static let problem = "application/problem+json"

    private static let headers = [429: ["Retry-After", "RateLimit-Policy", "RateLimit"], 503: ["Retry-After"]]

    /// The answers that a client's mistakes and the hub's state bring at every endpoint.
    static func problems(_ endpoint: Endpoint) -> [EndpointAnswer] {
        var list: [(Int, String)] = [(400, "The request is wrong: `detail` says where.")]
        if !endpoint.isOpen {
            list += [(401, "The key is missing, unknown, revoked or over.")]
        }
        list += [(429, "Too many requests: wait for `Retry-After`.")]
        if endpoint.isOfFeed {
            list += [(403, "The grant is missing or over: `grant` names it.")]
        }
        if endpoint.path.contains("{") { list += [(404, "There is no such thing, or you may not see it.")] }
        if endpoint.method == .get { list += [(406, "No format that is served here is accepted.")] }
        if endpoint.body != nil {
            list += [
                (411, "The body has no Content-Length."), (413, "The body is too long."),
                (415, "The body is of another type than the one that is taken."),
            ]
        }
        list.append((503, "Not now: wait for `Retry-After`."))
        let told = Set(endpoint.answers.map(\.status))
        return list.filter { !told.contains($0.0) }
            .map {
                EndpointAnswer($0.0, $0.1, [(problem, "Problem")], headers: headers[$0.0] ?? [])
            }
    }
}
