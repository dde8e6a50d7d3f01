import Foundation
import HTTPClient
import JSON

/// A partner of the demo: reads one feed over HTTP with its key, as any partner would, and keeps its cursor.
actor DemoPartner {
    /// A line of a feed.
    struct Line: Sendable {
        let text: String
        let op: String
        let entity: String
        let changed: [String]
    }

    /// The feed's name.
    let feed: String
    /// The consumer's key.
    let key: String
    private let base: String
    private let session = HTTPSession(label: "demo partner")
    private var cursor = "start"

    init(feed: String, key: String, base: String) {
        self.feed = feed
        self.key = key
        self.base = base
    }

    /// Everything that changed since the last time; the first time everything there is.
    func changes() async throws -> [Line] {
        var lines: [Line] = []
        while true {
            let page = try await get("/v1/feeds/\(feed)/changes?limit=5000&cursor=\(cursor)")
            var texts = page.split(separator: "\n").map(String.init)
            guard let last = texts.popLast(), case let end = try JSONValue(parsing: last), end["op"] == "end",
                let next = end["cursor"]?.stringValue
            else { throw CommandError("\(feed): an answer has no end") }
            lines += try texts.map(DemoPartner.line)
            cursor = next
            if end["more"]?.boolValue != true { return lines }
        }
    }

    /// Where the feed stands.
    func head() async throws -> Int {
        try JSONValue(parsing: try await get("/v1/feeds/\(feed)"))["head"]?.intValue ?? 0
    }

    private func get(_ path: String) async throws -> String {
        var request = TransferRequest(base + path)
        request.credentials = .bearer(key)
        let answer = try await session.perform(request)
        guard answer.status == 200 else { throw CommandError("\(path.prefix(60)) answered \(answer.status)") }
        return answer.text
    }

    private static func line(_ text: String) throws -> Line {
        let value = try JSONValue(parsing: text)
        return Line(
            text: text, op: value["op"]?.stringValue ?? "", entity: value["entity"]?.stringValue ?? "",
            changed: value["changed"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    }
}
