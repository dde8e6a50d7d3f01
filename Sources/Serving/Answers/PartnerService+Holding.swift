import HTTPServer
import Synchronization

/// What a request waits for that is made elsewhere.
final class Ticket<Result: Sendable>: Sendable {
    private let made = Mutex<Result?>(nil)

    /// What was made; nil when it was not, or not in time.
    var result: Result? { made.withLock { $0 } }

    fileprivate func put(_ result: Result?) { made.withLock { $0 = result } }
}

extension PartnerService {
    /// Holds a request, at no cost of a thread, until work elsewhere is done; its handler is called again then and finds the ticket
    /// in the request's note. The work is done only once for a request.
    func hold<Result: Sendable>(
        _ call: Call, upTo longest: Duration = .seconds(60),
        until work: (@escaping @Sendable (Result?) -> Void) -> Void
    ) throws -> HTTPAnswer {
        try limiter.hold(call.consumer, at: .now)
        metrics.count(waiting: 1)
        let ticket = Ticket<Result>()
        let deferral = HTTPDeferral(timeout: longest, note: ticket) { [self] end in
            limiter.release(call.consumer)
            // Last: whoever sees nobody wait finds the row of each.
            defer { metrics.count(waiting: -1) }
            guard end == .disconnected || end == .stopped else { return }
            var call = call
            record(end == .stopped ? 503 : 499, bytes: 0, &call)
        }
        work { result in
            ticket.put(result)
            deferral.wake()
        }
        return .later(deferral)
    }
}
