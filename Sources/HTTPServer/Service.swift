import CMicroHTTPD
import Glibc
import Synchronization

/// The running part of a listener: what the server library's threads call.
final class Service: Sendable {
    let watch = ConnectionWatch()
    let room: ConnectionRoom
    private let handler: HTTPHandler
    private let refusing: HTTPRefusal?
    /// How long a client may take for a request's headers, and for its body, in milliseconds; nil for ever.
    let requestTime: Int64?
    private let leastTaken: Int
    private let takesChunks: Bool
    private let maxBody: Int
    private let maxTarget: Int
    private let maxParameters: Int
    private let grace: Duration
    private let onError: (@Sendable (any Error) -> Void)?
    private let active = Atomic<Int>(0)
    private let refusals: [Int: HTTPResponse]

    init(_ configuration: HTTPListener.Configuration, _ handler: @escaping HTTPHandler) {
        self.handler = handler
        room = ConnectionRoom(
            most: max(configuration.maxConnections, 1), mostOfOne: max(configuration.maxConnectionsPerAddress, 0))
        refusing = configuration.refusing
        requestTime = configuration.requestSeconds > 0 ? Int64(configuration.requestSeconds) * 1_000 : nil
        leastTaken = max(configuration.leastTakenPerSecond, 0)
        takesChunks = configuration.takesChunks
        maxBody = max(configuration.maxBodyBytes, 0)
        maxTarget = max(configuration.maxTargetBytes, 1)
        maxParameters = max(configuration.maxQueryParameters, 0)
        grace = configuration.stopGrace
        onError = configuration.onHandlerError
        var refusals: [Int: HTTPResponse] = [:]
        for status in [400, 411, 413, 414, 500, 503] { refusals[status] = try? Self.plainRefusal(status) }
        self.refusals = refusals
    }

    /// What is answered where no handler can be asked any more (RFC 9457). Who waited while the server stops may come back at once.
    private static func plainRefusal(_ status: Int) throws -> HTTPResponse {
        var headers = [HTTPHeader.contentType("application/problem+json")]
        if status == 503 { headers.append(HTTPHeader("Retry-After", "1")) }
        let text = "{\"type\":\"about:blank\",\"status\":\(status)}\n"
        return try HTTPResponse(status: status, headers: headers, body: Array(text.utf8))
    }

    /// Why a request is refused for its target alone; nil when it is not.
    func refusal(of target: UnsafePointer<CChar>) -> HTTPFault? {
        if unsafe strlen(target) > maxTarget { return .targetTooLong }
        guard var rest = unsafe strchr(target, 0x3F) else { return nil }
        var ampersands = 0
        while let next = unsafe strchr(rest, 0x26) {
            ampersands += 1
            unsafe rest = next + 1
        }
        return ampersands >= maxParameters ? .tooManyParameters : nil
    }

    /// The headers have arrived. Answering here would cost the connection, so all but the hopeless wait for the end.
    func begin(
        _ exchange: Exchange, _ connection: OpaquePointer, _ url: UnsafePointer<CChar>, _ method: UnsafePointer<CChar>
    ) -> MHD_Result {
        if let known = unsafe hub_mhd_connection_context(connection) {
            exchange.pace = unsafe Unmanaged<ConnectionPace>.fromOpaque(known).takeUnretainedValue()
        }
        // What follows a request whose end is doubtful may be its body.
        guard exchange.pace?.isLast != true else { return .NO }
        active.wrappingAdd(1, ordering: .relaxed)
        exchange.hasBegun = true
        exchange.pace?.begin(within: requestTime)
        let framing = unsafe RequestFraming(connection)
        if framing.isDoubtful || framing.isChunked { exchange.pace?.makeLast() }
        if framing.isDoubtful || framing.isChunked && !takesChunks {
            exchange.refusal = framing.isDoubtful ? .doubtfulFraming : .lengthRequired
            return unsafe refuse(exchange, connection, url, method)
        }
        guard framing.hasLength, let length = unsafe declaredLength(connection), length > maxBody else { return .YES }
        exchange.refusal = exchange.refusal ?? .bodyTooLarge
        let tooMuch = length > Exchange.maxDiscarded
        let waits = unsafe fieldValue(connection, .HEADER_KIND, "Expect") != nil
        return unsafe waits || tooMuch ? refuse(exchange, connection, url, method) : .YES
    }

    /// A piece of the body.
    func receive(_ exchange: Exchange, _ bytes: UnsafeRawBufferPointer) -> MHD_Result {
        unsafe exchange.take(bytes, limit: maxBody) ? .YES : .NO
    }

    /// The request is whole, or its deferral has ended.
    func answer(
        _ exchange: Exchange, _ connection: OpaquePointer, _ url: UnsafePointer<CChar>, _ method: UnsafePointer<CChar>
    ) -> MHD_Result {
        exchange.pace?.begin(within: nil)
        if exchange.refusal != nil { return unsafe refuse(exchange, connection, url, method) }
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
    func end(_ exchange: Exchange, _ code: MHD_RequestTerminationCode) {
        exchange.live?.close(Self.end(code))
        guard exchange.hasBegun else { return }
        // The next request may begin; the connection is still there, or its own end follows.
        exchange.pace?.begin(within: requestTime)
        exchange.pace?.closeIfLast()
        active.wrappingSubtract(1, ordering: .relaxed)
        exchange.deferral?.finish(.init(end: .disconnected))
    }

    private static func end(_ code: MHD_RequestTerminationCode) -> HTTPLiveBody.End {
        switch code {
        case .REQUEST_TERMINATED_COMPLETED_OK: .finished
        case .REQUEST_TERMINATED_TIMEOUT_REACHED: .slow
        case .REQUEST_TERMINATED_DAEMON_SHUTDOWN: .stopped
        default: .disconnected
        }
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
        case .now(let response): return .done(unsafe send(exchange, connection, response))
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
            return .done(unsafe send(exchange, connection, response))
        case .woken: return .again(.woken)
        case .expired: return .again(.expired)
        case .disconnected: return .done(.NO)
        case .stopped: return .done(unsafe refuse(connection, 503))
        case nil: return .done(unsafe refuse(connection, 500))
        }
    }

    /// Refuses what no handler sees, in the words of who serves.
    private func refuse(
        _ exchange: Exchange, _ connection: OpaquePointer, _ url: UnsafePointer<CChar>, _ method: UnsafePointer<CChar>
    ) -> MHD_Result {
        let fault = exchange.refusal ?? .doubtfulFraming
        guard let refusing else { return unsafe refuse(connection, fault.status) }
        let request = unsafe HTTPRequest(
            connection: connection, url: url, method: method, exchange: exchange, wake: .none)
        do { return unsafe send(exchange, connection, try refusing(request, fault)) } catch {
            onError?(error)
            return unsafe refuse(connection, fault.status)
        }
    }

    private func refuse(_ connection: OpaquePointer, _ status: Int) -> MHD_Result {
        guard let response = refusals[status] else { return .NO }
        return unsafe MHD_queue_response(connection, CUnsignedInt(status), response.raw)
    }

    private func send(_ exchange: Exchange, _ connection: OpaquePointer, _ response: HTTPResponse) -> MHD_Result {
        if let live = response.live {
            exchange.live = live
            unsafe live.attach(connection, watch)
        } else {
            exchange.response = response
            exchange.pace?.begin(within: timeToTake(response))
        }
        let status = (200...599).contains(response.status) ? response.status : 500
        return unsafe MHD_queue_response(connection, CUnsignedInt(status), response.raw)
    }

    /// How long a client may take for an answer, in milliseconds: large ones may take long, none for ever. Nil for ever.
    private func timeToTake(_ response: HTTPResponse) -> Int64? {
        guard let requestTime, leastTaken > 0, let size = response.size else { return nil }
        return requestTime + Int64(size / leastTaken) * 1_000
    }

    private func declaredLength(_ connection: OpaquePointer) -> Int? {
        guard let text = unsafe fieldValue(connection, .HEADER_KIND, "Content-Length") else { return nil }
        // The library has refused what is no number; one too large for Int is too large for any limit.
        return Int(unsafe String(decoding: text, as: UTF8.self)) ?? .max
    }
}
