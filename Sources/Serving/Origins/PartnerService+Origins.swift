import HTTPServer
import Storage

extension PartnerService {
    /// The call of a request.
    func call(of request: borrowing HTTPRequest) -> Call {
        var call = Call(request, id: takeNumber())
        call.origin = origins.origin(of: request)
        return call
    }

    /// Headers of every answer, for how it is served and who asks from where.
    func common(_ call: Call) -> [HTTPHeader] { security + origins.headers(for: call.origin) }

    /// Answers a browser that asks whether a page may send a request; nil when it is no such question, or the page may not. It tells
    /// nothing of what there is, and is counted, not logged.
    func preflight(_ request: borrowing HTTPRequest, _ call: inout Call) throws -> HTTPAnswer? {
        guard request.method == .options, call.origin != nil,
            request.header("Access-Control-Request-Method") != nil
        else { return nil }
        guard limiter.admitsVisitor(at: .now) else {
            throw Problem.tooMany("Too many requests without a key.", after: 1)
        }
        let headers = AllowedOrigins.preflight + [HTTPHeader("Request-Id", call.entry.request)] + common(call)
        let response = try HTTPResponse(status: 204, headers: headers)
        record(204, bytes: 0, isLogged: false, &call)
        return .now(response)
    }
}
