import Foundation
import HTTPServer
import Synchronization

/// A system behind HTTP that a test edits: lists of JSON records, given page by page in the order of their versions.
final class JSONSource: Sendable {
    /// A record: its version, and its JSON object.
    struct Record: Sendable {
        var version: Int
        var json: String
    }

    private struct Lists {
        var records: [String: [String: Record]] = [:]
        var requests = 0
        var refused: Int?
    }

    private let lists: Shared
    private let listener: HTTPListener

    private final class Shared: Sendable {
        let state = Mutex(Lists())
    }

    var url: String { "http://127.0.0.1:\(listener.port)" }

    /// Every `hesitation`th answer takes a quarter of a second, as those of real systems do; 0: none does.
    init(hesitation: Int = 0) throws {
        let lists = Shared()
        self.lists = lists
        listener = try HTTPListener(HTTPListener.Configuration()) { request in
            let query = Dictionary(request.query.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            if let page = query["page"], let refused = lists.state.withLock(\.refused), page == "\(refused)" {
                return .now(try HTTPResponse(status: 400))
            }
            let (body, number) = lists.state.withLock { state in
                state.requests += 1
                return (Self.page(state.records[String(request.path.dropFirst())] ?? [:], query), state.requests)
            }
            if hesitation > 0, number % hesitation == 0 { usleep(250_000) }
            return .now(
                try HTTPResponse(status: 200, headers: [.contentType("application/json")], body: Array(body.utf8)))
        }
    }

    func set(_ list: String, _ key: String, version: Int, _ json: String) {
        lists.state.withLock { $0.records[list, default: [:]][key] = Record(version: version, json: json) }
    }

    func remove(_ list: String, _ key: String) {
        lists.state.withLock { _ = $0.records[list]?.removeValue(forKey: key) }
    }

    /// Answers requests for a page with an error; nil: none.
    func refuse(page: Int?) { lists.state.withLock { $0.refused = page } }

    private static func page(_ records: [String: Record], _ query: [String: String]) -> String {
        let from = Int(query["from"] ?? "") ?? 0
        let (page, size) = (Int(query["page"] ?? "") ?? 1, Int(query["size"] ?? "") ?? 50)
        let all = records.filter { $0.value.version >= from }.sorted {
            ($0.value.version, $0.key) < ($1.value.version, $1.key)
        }
        let rows = all.dropFirst((page - 1) * size).prefix(size).map(\.value.json)
        return #"{"code":0,"data":{"total":\#(all.count),"rows":["# + rows.joined(separator: ",") + "]}}"
    }
}
