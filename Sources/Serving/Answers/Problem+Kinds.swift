import HTTPServer
import JSON

extension Problem {
    static let notFound = Problem(404, "not-found", "Not found", "There is no such thing, or you may not see it.")

    static let busy = Problem(
        503, "busy", "Busy", "The store is busy for the moment.", headers: [HTTPHeader("Retry-After", "2")])

    static let broken = Problem(
        503, "store", "The store cannot be read", "The hub's admins are told by its metrics.",
        headers: [HTTPHeader("Retry-After", "60")])

    static let logFull = Problem(
        503, "access-log", "The access log is full",
        "What cannot be accounted for is not answered. The hub's admins are told by its metrics.",
        headers: [HTTPHeader("Retry-After", "5")])

    static let notPublished = Problem(
        503, "not-published", "Not published yet", "The feed is declared, but nothing was published to it yet.",
        headers: [HTTPHeader("Retry-After", "60")])

    static let changing = Problem(
        503, "changing", "The feed is being changed",
        "Its definition was changed a moment ago. Its lines are served as ever; this answer comes when the change is taken up.",
        headers: [HTTPHeader("Retry-After", "5")])

    /// The path is served, but not by that method.
    static func method(_ allowed: [String]) -> Problem {
        let list = allowed.joined(separator: ", ")
        return Problem(
            405, "method", "Method not allowed", "What is answered here: \(list).", headers: [HTTPHeader("Allow", list)]
        )
    }

    static func unauthorised(_ kind: String, _ detail: String) -> Problem {
        Problem(
            401, kind, "Unauthorised", detail, headers: [HTTPHeader("WWW-Authenticate", "Bearer realm=\"envhub\"")])
    }

    static let keyInQuery = Problem.badRequest(
        "key-in-url",
        "A key does not belong into a URL, where logs and histories keep it. Send it as `Authorization: Bearer hub_...`, and ask for a "
            + "new one: this one was seen on its way. For programs that know nothing but links there are signed links.")

    static func badRequest(_ kind: String, _ detail: String) -> Problem {
        Problem(400, kind, "Bad request", detail)
    }

    /// What the listener refuses by itself.
    static func refused(_ fault: HTTPFault) -> Problem {
        switch fault {
        case .lengthRequired:
            Problem(
                411, "length-required", "Length required",
                "Send a body's length as Content-Length: bodies in chunks are not taken. The connection is closed.")
        case .bodyTooLarge:
            Problem(
                413, "body-too-large", "Body too large",
                "No request here needs a body of more than 16 KiB.")
        case .targetTooLong:
            Problem(414, "target-too-long", "Target too long", "The path and query are too long for any request.")
        case .tooManyParameters:
            .badRequest("too-many-parameters", "The query has more parameters than any request here takes.")
        case .doubtfulFraming:
            .badRequest(
                "framing",
                "Where the request ends is not certain: send each of Host, Content-Length and Transfer-Encoding once, of the last two "
                    + "one, no coding but chunked, and no blank before a colon. The connection is closed.")
        }
    }

    static func tooMany(_ detail: String, after seconds: Int, _ quota: EffectiveQuota? = nil) -> Problem {
        var headers = [HTTPHeader("Retry-After", "\(max(seconds, 1))")]
        if let policy = quota?.policy { headers.append(HTTPHeader("RateLimit-Policy", policy)) }
        if let state = quota?.state(remaining: 0) { headers.append(HTTPHeader("RateLimit", state)) }
        return Problem(429, "too-many", "Too many requests", detail, headers: headers)
    }

    /// A daily quota that is used up, until the day ends.
    static func quotaUsed(_ what: String, after seconds: Int64) -> Problem {
        Problem(
            429, "quota", "Daily quota used up",
            "You may have \(what) a day, and have had them: go on after midnight (UTC+08:00), or ask for more.",
            headers: [HTTPHeader("Retry-After", "\(max(seconds, 1))")])
    }

    /// A cursor that cannot go on; the partner starts again and drops what the new scan does not show.
    static func gone(_ reason: String, feed: String) -> Problem {
        let start = "/v1/feeds/\(feed)/changes?cursor=start"
        return Problem(
            410, "cursor-gone", "The cursor cannot go on",
            "Start again at `restart`, and when its scan has ended, drop every id that it did not show.",
            members: [
                ("reason", .string(reason)), ("restart", .string(start)),
                ("restart_from_now", .string("/v1/feeds/\(feed)/changes?cursor=now")),
            ])
    }
}
