import HTTPServer
import Model
import Storage

extension PartnerService {
    /// Bodies shorter than this are not worth packing.
    private static let smallestPacked = 860

    /// Sends a body, packed when the client takes that and it is worth it, and logs the request.
    func finish(
        _ status: Int, _ headers: [HTTPHeader], _ body: consuming ResponseBuffer, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        var headers = self.headers(headers, caching: "private, no-cache", call)
        let response: HTTPResponse
        if call.acceptsGzip, body.count >= Self.smallestPacked {
            let packed = try body.withBytes { try thread.gzip($0) }
            headers.append(HTTPHeader("Content-Encoding", "gzip"))
            let share = try sending.share(call.consumer, bytes: packed.count)
            response = try HTTPResponse(status: status, headers: headers, body: packed, keeps: share)
        } else {
            let share = try sending.share(call.consumer, bytes: body.count)
            response = try HTTPResponse(status: status, headers: headers, buffer: body, keeps: share)
        }
        record(status, bytes: call.isHead ? 0 : response.size ?? 0, &call)
        return .now(response)
    }

    /// Sends a document that was made whole.
    func finish(
        _ status: Int, _ headers: [HTTPHeader], document: [UInt8], caching: String = "private, no-cache",
        _ call: inout Call
    ) throws -> HTTPAnswer {
        let response = try HTTPResponse(
            status: status, headers: self.headers(headers, caching: caching, call), body: document)
        record(status, bytes: call.isHead ? 0 : document.count, &call)
        return .now(response)
    }

    /// The headers of an answer, with those that every answer has.
    private func headers(_ own: [HTTPHeader], caching: String, _ call: Call) -> [HTTPHeader] {
        var headers: [HTTPHeader] = []
        headers.reserveCapacity(own.count + 8)
        headers += own
        headers.append(HTTPHeader("Vary", "Accept, Accept-Encoding, Authorization"))
        headers.append(HTTPHeader("Cache-Control", caching))
        headers.append(HTTPHeader("Request-Id", call.entry.request))
        headers += common(call)
        if call.limit != nil { headers += Self.rateLimit(call) }
        return headers
    }

    /// How much of its own quota a consumer has left; those who have none of their own are not told with every answer.
    static func rateLimit(_ call: Call) -> [HTTPHeader] {
        guard let (quota, left) = call.limit, let policy = quota.policy, let state = quota.state(remaining: left) else {
            return []
        }
        return [HTTPHeader("RateLimit-Policy", policy), HTTPHeader("RateLimit", state)]
    }

    /// Sends a problem.
    func finish(_ problem: Problem, _ call: inout Call) throws -> HTTPAnswer {
        let isLogged = problem.kind != "access-log" && (problem.status != 429 || call.consumer >= 0)
        let response = try response(problem, isLogged: isLogged, &call)
        return problem.kind == "too-many" ? slow(response, to: call) : .now(response)
    }

    /// The answer to a request that the listener refuses, whoever asks: it is counted, not logged.
    func refuse(_ request: borrowing HTTPRequest, _ fault: HTTPFault) throws -> HTTPResponse {
        var call = call(of: request)
        return try response(.refused(fault), isLogged: false, &call)
    }

    private func response(_ problem: Problem, isLogged: Bool, _ call: inout Call) throws -> HTTPResponse {
        var headers =
            problem.headers + [
                .contentType("application/problem+json"), HTTPHeader("Cache-Control", "no-store"),
                HTTPHeader("Request-Id", call.entry.request),
            ] + common(call)
        if problem.status == 401, call.entry.path.hasPrefix("/pages") {
            // A browser asks for the key by itself; programs are not asked for a password.
            headers.append(HTTPHeader("WWW-Authenticate", "Basic realm=\"envhub\", charset=\"UTF-8\""))
        }
        let body = problem.body(request: call.entry.request)
        let response = try HTTPResponse(status: problem.status, headers: headers, body: body)
        record(problem.status, bytes: call.isHead ? 0 : body.count, isLogged: isLogged, &call)
        return response
    }

    /// Logs the request; the log takes the call's entry. Refusals for want of room in the log, and of strangers who ask too often, are only counted.
    func record(_ status: Int, bytes: Int, isLogged: Bool = true, _ call: inout Call) {
        call.entry.status = status
        call.entry.bytes = bytes
        let age = call.received.duration(to: .now).components
        call.entry.duration = age.seconds &* 1_000_000 &+ age.attoseconds / 1_000_000_000_000
        metrics.count(status: status, bytes: bytes, microseconds: call.entry.duration)
        if isLogged { log.append(exchange(&call.entry, with: AccessLogEntry())) } else { metrics.countUnlogged() }
    }

    /// An entity tag over the facts that decide a body: 13 characters in quotes, which Swift keeps without a heap allocation.
    static func tag<let count: Int>(_ facts: [count of UInt64]) -> String { tag(facts.span) }

    /// The same over any number of facts.
    static func tag(_ facts: Span<UInt64>) -> String {
        var hash = UInt64(facts.count)
        for place in facts.indices { hash = ByteHash.mixed(hash, facts[place]) }
        return unsafe String(unsafeUninitializedCapacity: 15) { text in
            unsafe text[0] = UInt8(ascii: "\"")
            for place in 0..<13 { unsafe text[1 + place] = RequestNumber.digit(hash, place) }
            unsafe text[14] = UInt8(ascii: "\"")
            return 15
        }
    }

    /// Whether the client has the body of this tag (RFC 9110 section 13.1.2).
    static func hasCurrent(_ request: borrowing HTTPRequest, tag: String) -> Bool {
        guard let known = request.header("If-None-Match") else { return false }
        return known == tag || known == "*"
            || known.split(separator: ",").contains { element in
                let trimmed = element.drop { $0 == " " }
                return (trimmed.hasPrefix("W/") ? trimmed.dropFirst(2) : trimmed).prefix(66) == tag
            }
    }
}
