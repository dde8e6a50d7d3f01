import HTTPServer

/// Web pages of other origins whose scripts may read what their user's key opens: maps, dashboards (CORS, in the Fetch standard,
/// section 3.3). Browsers keep all others out by themselves; programs that are no browsers are not concerned.
public struct AllowedOrigins: Sendable {
    /// What is no origin.
    public struct Fault: Error, Sendable, CustomStringConvertible {
        /// What was given.
        public let text: String
        /// What it should be.
        public var description: String {
            "an origin is a scheme and a host, such as https://map.example.gov.cn, or `*` for any; not `\(text)`"
        }
    }

    private let origins: [String]

    /// None: scripts of other origins read nothing.
    public static let none = AllowedOrigins()

    private init() { origins = [] }

    /// Some origins, each as browsers write it: scheme, host, and the port where it is not the scheme's own; or `*` for any.
    ///
    /// - Throws: ``Fault`` for what no browser would ever send.
    public init(_ origins: [String]) throws(Fault) {
        for origin in origins where origin != "*" {
            guard Self.isOrigin(origin) else { throw Fault(text: origin) }
        }
        self.origins = origins
    }

    /// Whether there are none.
    var isEmpty: Bool { origins.isEmpty }

    /// The origin of a request, when it is one of them.
    func origin(of request: borrowing HTTPRequest) -> String? {
        guard !isEmpty, let origin = request.header("Origin") else { return nil }
        if origins.contains(origin) { return origin }
        // A key is shown by the page itself; what a browser keeps, such as a certificate, is never sent to `*`.
        return origins.contains("*") ? "*" : nil
    }

    private static func isOrigin(_ text: String) -> Bool {
        let isWritten = text.wholeMatch(
            of: #/https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[1-9][0-9]{0,4})?/#)
        let usual = text.hasPrefix("https") ? ":443" : ":80"
        return isWritten != nil && !text.hasSuffix(usual)
    }
}

extension AllowedOrigins {
    /// The headers that a page of other origins may read: all that an answer of this interface has.
    private static let exposed = OpenAPISchemas.headers.map(\.name).joined(separator: ", ")

    /// What every answer has, where there are any.
    func headers(for origin: String?) -> [HTTPHeader] {
        guard !isEmpty else { return [] }
        let vary = HTTPHeader("Vary", "Origin")
        guard let origin else { return [vary] }
        return [
            vary, HTTPHeader("Access-Control-Allow-Origin", origin),
            HTTPHeader("Access-Control-Expose-Headers", Self.exposed),
        ]
    }

    /// What the answer has beside these that a browser asks for before it sends a request with a key.
    static let preflight = [
        HTTPHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE"),
        HTTPHeader(
            "Access-Control-Allow-Headers",
            "Authorization, Accept, Content-Type, If-None-Match, If-Modified-Since, If-Range, Range, Last-Event-ID, "
                + "Purpose-Ref, Idempotency-Key"),
        HTTPHeader("Access-Control-Max-Age", "7200"),
    ]
}
