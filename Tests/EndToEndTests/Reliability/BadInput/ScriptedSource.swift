import HTTPServer
import Synchronization

/// A web service on the loopback address whose answers a test writes: of each request the path, the query and the
/// `Authorization` header, and how many came before.
final class ScriptedSource: Sendable {
    struct Request: Sendable {
        var path: String
        var query: [String: String]
        var authorization: String?
        var number: Int
        var page: Int { Int(query["page"] ?? "") ?? 1 }
    }

    enum Reply: Sendable {
        case text(String, status: Int = 200)
        /// The head promises `size` bytes, the connection ends behind the text.
        case cut(String, size: Int)
    }

    private let listener: HTTPListener
    private final class Count: Sendable { let requests = Mutex(0) }
    private let count: Count

    var url: String { "http://127.0.0.1:\(listener.port)" }
    var requests: Int { count.requests.withLock { $0 } }

    init(_ answer: @escaping @Sendable (Request) -> Reply) throws {
        let count = Count()
        self.count = count
        listener = try HTTPListener(HTTPListener.Configuration()) { request in
            let number = count.requests.withLock { requests in
                requests += 1
                return requests
            }
            let seen = Request(
                path: request.path, query: Dictionary(request.query.map { ($0.name, $0.value) }) { $1 },
                authorization: request.header("Authorization"), number: number)
            let type = [HTTPHeader.contentType("application/json")]
            switch answer(seen) {
            case .text(let text, let status):
                return .now(try HTTPResponse(status: status, headers: type, body: Array(text.utf8)))
            case .cut(let text, let size):
                return .now(
                    try HTTPResponse(status: 200, headers: type, size: size, stream: Self.cut(Array(text.utf8))))
            }
        }
    }

    private static func cut(_ bytes: [UInt8]) -> HTTPBodyStream {
        let sent = Count()
        return HTTPBodyStream { span in
            let isFirst = sent.requests.withLock { calls in
                calls += 1
                return calls == 1
            }
            guard isFirst else { throw Cut() }
            for (index, byte) in bytes.enumerated() { span.storeBytes(of: byte, toByteOffset: index, as: UInt8.self) }
            return bytes.count
        }
    }

    private struct Cut: Error {}
}
