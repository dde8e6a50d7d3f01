import HTTPServer

/// An answer that a request is held with, although it is known.
final class HeldAnswer: Sendable {
    let response: HTTPResponse

    init(_ response: HTTPResponse) { self.response = response }
}

extension PartnerService {
    /// Sends a refusal for asking too often; those who go on at once get it a second later.
    ///
    /// Clients that ask again the moment they are answered would otherwise turn as fast as the hub can refuse, and take the threads
    /// and the access log from all others. Held ones cost no thread: a client turns once a second for each of its connections, and
    /// these are limited by address.
    func slow(_ response: HTTPResponse, to call: Call) -> HTTPAnswer {
        guard !limiter.mayRefuseAtOnce(call.consumer, at: .now) else { return .now(response) }
        return .later(HTTPDeferral(timeout: limiter.limits.refusalDelay, note: HeldAnswer(response)))
    }
}
