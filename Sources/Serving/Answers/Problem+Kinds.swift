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

    static func unauthorised(_ kind: String, _ detail: String) -> Problem {
        Problem(
            401, kind, "Unauthorised", detail, headers: [HTTPHeader("WWW-Authenticate", "Bearer realm=\"envhub\"")])
    }

    static func badRequest(_ kind: String, _ detail: String) -> Problem {
        Problem(400, kind, "Bad request", detail)
    }

    /// What the listener refuses by itself.
    static func refused(_ status: Int) -> Problem {
        switch status {
        case 413: Problem(413, "body-too-large", "Body too large", "No request here needs a body.")
        case 414: Problem(414, "target-too-long", "Target too long", "The path and query are too long for any request.")
        default: .badRequest("too-many-parameters", "The query has more parameters than any request here takes.")
        }
    }

    static func tooMany(_ detail: String, after seconds: Int) -> Problem {
        Problem(
            429, "too-many", "Too many requests", detail, headers: [HTTPHeader("Retry-After", "\(max(seconds, 1))")])
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
