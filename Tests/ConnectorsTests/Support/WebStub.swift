import Foundation
import HTTPServer
import Synchronization

/// A web service on the loopback address whose answers a test writes.
final class WebStub: Sendable {
    struct Seen: Sendable {
        var path: String
        var query: [String: String]
        var headers: [String: String]
        var body: String
    }

    struct Reply: Sendable {
        var status = 200
        var headers: [HTTPHeader] = []
        var body: [UInt8] = []

        static func json(_ text: String, status: Int = 200, _ headers: [HTTPHeader] = []) -> Reply {
            Reply(status: status, headers: headers + [.contentType("application/json")], body: Array(text.utf8))
        }
    }

    private let listener: HTTPListener
    private let log: SeenLog

    var port: Int { listener.port }
    var url: String { "http://127.0.0.1:\(listener.port)" }
    var seen: [Seen] { log.all.withLock { $0 } }

    private final class SeenLog: Sendable {
        let all = Mutex<[Seen]>([])
    }

    init(_ answer: @escaping @Sendable (Seen, Int) -> Reply) throws {
        let log = SeenLog()
        self.log = log
        listener = try HTTPListener(HTTPListener.Configuration()) { request in
            let query = Dictionary(request.query.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            let headers = Dictionary(
                request.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
            let seen = Seen(
                path: request.path, query: query, headers: headers, body: String(decoding: request.body, as: UTF8.self))
            let number = log.all.withLock { all in
                all.append(seen)
                return all.count
            }
            let reply = answer(seen, number)
            return .now(try HTTPResponse(status: reply.status, headers: reply.headers, body: reply.body))
        }
    }
}
