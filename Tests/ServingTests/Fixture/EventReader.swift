import Dispatch
import JSON
import TestServers

@testable import Serving

/// One event of a stream, or a comment.
struct ServerEvent: Equatable {
    var id: String?
    var event = ""
    var data = ""
    var isComment = false

    var json: JSONValue { (try? JSONValue(parsing: Array(data.utf8))) ?? .null }
}

/// Reads a stream of events off a connection of its own: HTTP/1.0, whose bodies have no chunks. It waits on a thread of its own, so
/// that other tests go on.
final class EventReader: @unchecked Sendable {
    private let queue = DispatchQueue(label: "event reader")
    /// What follows is touched on the queue only, once the answer's head is there.
    private let client: RawClient
    private var text: [UInt8] = []
    /// The headers of the answer.
    private(set) var head = ""

    init(
        _ hub: Hub, key: String, _ query: String, lastID: String? = nil, fields: String = "",
        accept: String = "text/event-stream"
    ) throws {
        client = try RawClient(port: hub.server.port)
        let last = lastID.map { "Last-Event-ID: \($0)\r\n" } ?? ""
        client.send(
            "GET /v1/feeds/water/changes?\(query) HTTP/1.0\r\nHost: a\r\nAccept: \(accept)\r\n"
                + "Authorization: Bearer \(key)\r\n\(last)\(fields)\r\n")
        head = block("\r\n\r\n") ?? ""
    }

    var status: Int? { head.split(separator: " ").dropFirst().first.flatMap { Int($0) } }

    /// The next event, comment or `retry`; nil at the end, or after half a minute of silence.
    func next() async -> ServerEvent? { await onQueue { self.readNext() } }

    private func onQueue<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }

    private func readNext() -> ServerEvent? {
        guard let block = block("\n\n") else { return nil }
        var event = ServerEvent()
        for line in block.split(separator: "\n") {
            if line.hasPrefix(":") { event.isComment = true }
            if line.hasPrefix("id: ") { event.id = String(line.dropFirst(4)) }
            if line.hasPrefix("event: ") { event.event = String(line.dropFirst(7)) }
            if line.hasPrefix("retry: ") { event.event = "retry" }
            if line.hasPrefix("data: ") { event.data += line.dropFirst(6) }
        }
        return event
    }

    /// The events up to the next `end` that says that there is no more now; without comments.
    func batch() async -> [ServerEvent] {
        var events: [ServerEvent] = []
        while let event = await next() {
            if !event.isComment { events.append(event) }
            if event.event == "end", event.json["more"] == false { break }
        }
        return events
    }

    /// Everything to the end of the stream.
    func rest() async -> [ServerEvent] {
        var events: [ServerEvent] = []
        while let event = await next() { events.append(event) }
        return events
    }

    /// What is left of the bytes: of an answer that is no stream, its body.
    func body() async -> String {
        await onQueue { String(decoding: self.text, as: UTF8.self) + self.client.readAll() }
    }

    func close() { client.close() }

    private func block(_ end: String) -> String? {
        let end = Array(end.utf8)
        var searched = 0
        while true {
            if let range = text[searched...].firstRange(of: end) {
                let block = String(decoding: text[..<range.lowerBound], as: UTF8.self)
                text.removeSubrange(..<range.upperBound)
                return block
            }
            let piece = client.read()
            if piece.isEmpty { return nil }
            searched = max(0, text.count - end.count)
            text += piece
        }
    }
}
