import Glibc
import HTTPServer
import Storage

/// One request while it is being answered: what its log row will say, and what shapes the answer.
struct Call {
    var entry = AccessLogEntry()
    let received: ContinuousClock.Instant
    let isHead: Bool
    let acceptsGzip: Bool
    /// The moment the request is judged by, in milliseconds since 1970.
    let now: Int64
    /// The consumer's number; -1 while nobody is recognised.
    var consumer: Int64 = -1
    /// The origin of the page that asks, where it may read the answer.
    var origin: String?
    /// What it was let in by.
    var credential: Credential?
    /// The quota of a consumer that has one of its own, and how many requests may still come at once.
    var limit: (quota: EffectiveQuota, left: Int)?

    init(_ request: borrowing HTTPRequest, id: String) {
        received = request.received
        isHead = request.method == .head
        now = Self.milliseconds()
        acceptsGzip = request.withHeader("Accept-Encoding") { header in
            if let header { AcceptHeader(header).allowsGzip } else { false }
        }
        entry.at = now
        entry.method = request.method == .other ? String(request.methodText.prefix(16)) : request.method.rawValue
        entry.address = request.remoteAddress
        entry.request = id
        entry.purposeRef = request.header("Purpose-Ref").map { String($0.prefix(200)) } ?? ""
    }

    /// Milliseconds since 1970.
    static func milliseconds() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
