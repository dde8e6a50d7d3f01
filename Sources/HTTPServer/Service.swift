import CMicroHTTPD
import Glibc
import Synchronization

/// The running part of a listener: what the server library's threads call.
final class Service: Sendable {
    let watch = DeferralWatch()
    private let handler: HTTPHandler
    private let maxBody: Int
    private let grace: Duration
    private let onError: (@Sendable (any Error) -> Void)?
    private let active = Atomic<Int>(0)
    private let refusals: [Int: HTTPResponse]

    init(_ configuration: HTTPListener.Configuration, _ handler: @escaping HTTPHandler) {
        self.handler = handler
        maxBody = max(configuration.maxBodyBytes, 0)
        grace = configuration.stopGrace
        onError = configuration.onHandlerError
        var refusals: [Int: HTTPResponse] = [:]
        for status in [413, 500, 503] { refusals[status] = try? HTTPResponse(status: status) }
        self.refusals = refusals
    }

    /// The headers have arrived. Answering here would cost the connection, so all but the hopeless wait for the end.
    func begin(_ connection: OpaquePointer) -> (Exchange, MHD_Result) {
        active.wrappingAdd(1, ordering: .relaxed)
        let exchange = Exchange()
        guard let length = unsafe declaredLength(connection), length > maxBody else { return (exchange, .YES) }
        exchange.refusal = 413
        let tooMuch = length > Exchange.maxDiscarded
        let waits = unsafe fieldValue(connection, .HEADER_KIND, "Expect") != nil
        return (exchange, unsafe waits || tooMuch ? refuse(connection, 413) : .YES)
    }

    /// A piece of the body.
    func receive(_ exchange: Exchange, _ bytes: UnsafeRawBufferPointer) -> MHD_Result {
        unsafe exchange.take(bytes, limit: maxBody) ? .YES : .NO
    }

    /// The request is whole, or its deferral has ended.
    func answer(
        _ exchange: Exchange, _ connection: OpaquePointer, _ url: UnsafePointer<CChar>, _ method: UnsafePointer<CChar>
    ) -> MHD_Result {
        if let refusal = exchange.refusal { return unsafe refuse(connection, refusal) }
        var wake = HTTPWake.none
        if exchange.deferral != nil {
            switch unsafe resume(exchange, connection) {
            case .done(let result): return result
            case .again(let reason): wake = reason
            }
        }
        // A deferral that ends while the handler returns it is handled in this same loop.
        while true {
            let request = unsafe HTTPRequest(
                connection: connection, url: url, method: method, exchange: exchange, wake: wake)
            let answer: HTTPAnswer
            do {
                answer = try handler(request)
            } catch {
                onError?(error)
                return unsafe refuse(connection, 500)
            }
            switch unsafe act(answer, exchange, connection) {
            case .done(let result): return result
            case .again(let reason): wake = reason
            }
        }
    }

    /// The request is over, however it ended.
    func end(_ exchange: Exchange) {
        active.wrappingSubtract(1, ordering: .relaxed)
        exchange.deferral?.finish(.init(end: .disconnected))
    }

    /// Waits until no request is being answered, at most for the grace.
    func waitUntilIdle() {
        let limit = ContinuousClock.now.advanced(by: grace)
        while active.load(ordering: .relaxed) > 0, ContinuousClock.now < limit { usleep(2000) }
    }
}

extension Service {
    private enum Next {
        case done(MHD_Result)
        case again(HTTPWake)
    }

    private func act(_ answer: HTTPAnswer, _ exchange: Exchange, _ connection: OpaquePointer) -> Next {
        switch answer {
        case .now(let response): return .done(unsafe send(connection, response))
        case .drop: return .done(.NO)
        case .later(let deferral):
            exchange.deferral = deferral
            exchange.note = deferral.note
            if unsafe deferral.suspend(connection, watch: watch) { return .done(.YES) }
            return unsafe resume(exchange, connection)
        }
    }

    private func resume(_ exchange: Exchange, _ connection: OpaquePointer) -> Next {
        let outcome = exchange.deferral?.outcome
        exchange.deferral = nil
        switch outcome?.end {
        case .answered:
            guard let response = outcome?.response else { return .done(unsafe refuse(connection, 500)) }
            return .done(unsafe send(connection, response))
        case .woken: return .again(.woken)
        case .expired: return .again(.expired)
        case .disconnected: return .done(.NO)
        case .stopped: return .done(unsafe refuse(connection, 503))
        case nil: return .done(unsafe refuse(connection, 500))
        }
    }

    private func refuse(_ connection: OpaquePointer, _ status: Int) -> MHD_Result {
        guard let response = refusals[status] else { return .NO }
        return unsafe send(connection, response)
    }

    private func send(_ connection: OpaquePointer, _ response: HTTPResponse) -> MHD_Result {
        let status = (200...599).contains(response.status) ? response.status : 500
        return unsafe MHD_queue_response(connection, CUnsignedInt(status), response.raw)
    }

    private func declaredLength(_ connection: OpaquePointer) -> Int? {
        guard let text = unsafe fieldValue(connection, .HEADER_KIND, "Content-Length") else { return nil }
        // The library has refused what is no number; one too large for Int is too large for any limit.
        return Int(unsafe String(decoding: text, as: UTF8.self)) ?? .max
    }
}
