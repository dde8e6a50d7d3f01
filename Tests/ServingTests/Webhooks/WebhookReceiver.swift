import Foundation
import HTTPServer
import JSON
import Synchronization
import TestServers

/// An endpoint of a partner: keeps what it is sent, and answers what the test wants.
final class WebhookReceiver: Sendable {
    /// A message as it came.
    struct Message: Sendable {
        let headers: [String: String]
        let body: [UInt8]

        var id: String { headers["webhook-id"] ?? "" }
        var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
        var type: String { json["type"]?.stringValue ?? "" }
        func number(_ name: String) -> Int? { json["data"]?[name]?.intValue }
    }

    private struct State {
        var messages: [Message] = []
        var held: [HTTPDeferral] = []
        var most = 0
    }

    /// What it answers to the message of that index.
    typealias Rule = @Sendable (Int) -> Answer

    enum Answer: Sendable {
        case status(Int, [HTTPHeader] = [])
        /// Nothing until ``release()``.
        case nothing
    }

    private let state: Box
    private let listener: HTTPListener
    var port: Int { listener.port }
    var url: String { "http://127.0.0.1:\(port)/hook" }

    private final class Box: Sendable { let value = Mutex(State()) }

    init(tls: HTTPListener.TLS? = nil, _ rule: @escaping Rule = { _ in .status(204) }) throws {
        let state = Box()
        self.state = state
        var configuration = HTTPListener.Configuration()
        configuration.tls = tls
        listener = try HTTPListener(configuration) { request in
            let headers = request.headers.map { ($0.name.lowercased(), $0.value) }
            if request.note != nil { return .now(try HTTPResponse(status: 200)) }
            let message = Message(headers: Dictionary(headers) { first, _ in first }, body: request.body)
            let index = state.value.withLock { state in
                state.messages.append(message)
                return state.messages.count - 1
            }
            switch rule(index) {
            case .status(let status, let headers): return .now(try HTTPResponse(status: status, headers: headers))
            case .nothing:
                let deferral = HTTPDeferral(timeout: .seconds(60), note: true) { _ in }
                state.value.withLock { state in
                    state.held.append(deferral)
                    state.most = max(state.most, state.held.count)
                }
                return .later(deferral)
            }
        }
    }

    var messages: [Message] { state.value.withLock { $0.messages } }
    /// How many requests waited at the same time.
    var mostHeld: Int { state.value.withLock { $0.most } }

    /// Answers those who wait.
    func release() {
        let held = state.value.withLock { state in
            defer { state.held = [] }
            return state.held
        }
        for deferral in held { deferral.wake() }
    }

    /// Waits until so many messages have come.
    func messages(_ count: Int) async throws -> [Message] {
        _ = await becomes { messages.count >= count }
        return messages
    }
}
