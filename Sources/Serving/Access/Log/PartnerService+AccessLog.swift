import HTTPServer
import JSON
import Model
import Storage

extension PartnerService {
    /// `/v1/me/access-log`: the caller's own rows of the access log, with their hashes, and how far the hub vouches for them.
    func accessLog(
        _ request: borrowing HTTPRequest, _ consumer: Consumer, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        let after = try QueryParameters.number(request, "after", from: 0, most: .max) ?? 0
        let limit = try PageSize.lines.asked(by: request)
        let from = try ReadingQuery.instant(request, "from")
        let to = try ReadingQuery.instant(request, "to")
        if let from, let to, from >= to { throw Problem.badRequest("bad-parameter", "`from` is before `to`.") }
        let times = from == nil && to == nil ? nil : (from ?? .min)..<(to ?? .max)
        let format = try LineFormat(request, usual: .ndjson)
        let reader = try thread.accessLog(log.path)
        let facts = try reader.atOneMoment {
            AccessRowBody.Facts(
                log: reader.log, consumer: consumer.name,
                page: try reader.page(of: consumer.name, after: Int64(after), limit: limit, times: times),
                head: try reader.head(of: consumer.name), anchor: try reader.anchor(of: consumer.name))
        }
        let page = facts.page
        var body = AccessRowBody(format)
        for row in page.rows { body.append(row) }
        let bytes = body.take(facts)
        call.entry.count = page.rows.count
        var buffer = ResponseBuffer(capacity: bytes.count)
        buffer.append(bytes)
        var headers = [
            HTTPHeader.contentType(format.contentType), HTTPHeader("Feed-More", page.hasMore ? "true" : "false"),
        ]
        if page.hasMore {
            headers.append(
                Self.next(request, "/v1/me/access-log?after=\(page.position)&limit=\(limit)", from, to, format))
        }
        return try finish(200, headers, buffer, &thread, &call)
    }

    private static func next(
        _ request: borrowing HTTPRequest, _ start: String, _ from: Int64?, _ to: Int64?, _ format: LineFormat
    ) -> HTTPHeader {
        var next = start
        if let from { next += "&from=\(Instant(milliseconds: from))" }
        if let to { next += "&to=\(Instant(milliseconds: to))" }
        if let name = request.query("f") { next += "&f=\(name)" }
        if format == .rawCSV { next += "&csv=raw" }
        return HTTPHeader("Link", "<\(next)>; rel=\"next\"")
    }

    /// `/v1/me/usage`: what the caller did on the days of a month, by feed, what it may do, and what of that remains today.
    func usage(
        _ request: borrowing HTTPRequest, _ consumer: Consumer, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        let days = try QueryParameters.number(request, "days", from: 1, most: Int(AccessLogReader.mostDays))
        let today = AccessDay.of(call.now)
        let first = today - Int64(days ?? Int(AccessLogReader.mostDays)) + 1
        let uses = try thread.accessLog(log.path).usage(of: consumer.name, from: first, to: today)
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.member("consumer", consumer.name)
        writer.member("from", Self.dayText(first))
        writer.member("to", Self.dayText(today))
        writer.key("days")
        writer.beginArray()
        for use in uses {
            writer.beginObject()
            writer.member("day", Self.dayText(use.day))
            writer.key("feed")
            if use.feed.isEmpty { writer.null() } else { writer.string(use.feed) }
            append(use.use, to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("limits")
        append(limiter.quota(of: consumer), used: log.use(of: consumer.name, at: call.now), call.now, to: &writer)
        writer.endObject()
        return try finish(200, [.contentType("application/json")], document: writer.bytes, &call)
    }

    private func append(_ use: AccessUse, to writer: inout JSONWriter) {
        writer.member("requests", use.requests)
        writer.member("lines", use.lines)
        writer.member("bytes", use.bytes)
        writer.member("errors", use.errors)
    }

    /// What a consumer may do, and what of it is left on the day of a moment.
    func append(_ quota: EffectiveQuota, used: AccessUse, _ now: Int64, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("requests_per_second")
        if quota.rate > 0 { writer.double(quota.rate) } else { writer.null() }
        writer.key("burst")
        if quota.rate > 0 { writer.int(Int64(quota.burst)) } else { writer.null() }
        for (name, most, gone) in [
            ("daily_lines", quota.dailyLines, used.lines), ("daily_bytes", quota.dailyBytes, used.bytes),
        ] {
            writer.key(name)
            guard let most else {
                writer.null()
                continue
            }
            writer.beginObject()
            writer.member("limit", most)
            writer.member("remaining", max(most - gone, 0))
            writer.endObject()
        }
        writer.member("resets", Instant(milliseconds: AccessDay.start(AccessDay.of(now) + 1)).description)
        writer.endObject()
    }

    /// `2026-11-29`.
    private static func dayText(_ day: Int64) -> String {
        // In UTC the middle of the day has its date.
        String(Instant(milliseconds: AccessDay.start(day) + 8 * 3_600_000).description.prefix(10))
    }
}
