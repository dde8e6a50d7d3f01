import Feeds
import Foundation
import HTTPServer
import Model
import Storage

extension PartnerService {
    /// `/v1/feeds/{feed}/latest`: the newest value of each factor at each monitoring point that the feed shows.
    func latest(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        guard let readings = feed.compiled.readings else { throw Problem.notFound }
        let query = try ReadingQuery(request, readings)
        let points = try points(query.point, feed, &thread)
        var body = ReadingBody(query.format)
        for reader in try thread.readings.all() {
            try reader.snapshot {
                for point in points {
                    guard let number = try reader.point(point.code) else { continue }
                    for (report, period) in try newest(number, query, reader) {
                        body.append(report, at: point, period, nil)
                    }
                }
            }
        }
        call.entry.count = body.count
        let headers = [HTTPHeader.contentType(query.format.contentType)]
        return try finish(200, headers, packed(body), &thread, &call)
    }

    /// `/v1/feeds/{feed}/readings`: what a device said in a stretch of time, oldest first.
    func readings(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        guard let shown = feed.compiled.readings else { throw Problem.notFound }
        let query = try ReadingQuery(request, shown)
        guard query.point != nil, query.periods.count == 1, let period = query.periods.first else {
            throw Problem.badRequest("bad-parameter", "`point` and `period` are needed.")
        }
        let limit = try PageSize.readings.asked(by: request)
        let to = try ReadingQuery.instant(request, "to") ?? call.now + 86_400_000
        let from = try ReadingQuery.instant(request, "from") ?? to - 2 * 86_400_000
        guard from < to else { throw Problem.badRequest("bad-parameter", "`from` is before `to`.") }
        guard let point = try points(query.point, feed, &thread).first else { throw Problem.notFound }
        var body = ReadingBody(query.format)
        var next: Int64?
        for reader in try thread.readings.all() where next == nil {
            guard let number = try reader.point(point.code) else { continue }
            let series = SeriesID(point: number, period: period)
            next = try reader.snapshot { try append(series, from, to, limit, point, query, reader, to: &body) }
        }
        call.entry.count = body.count
        let headers = [
            .contentType(query.format.contentType), HTTPHeader("Feed-More", next == nil ? "false" : "true"),
            HTTPHeader("Link", link(feed, query, period, next, to, limit)),
        ]
        return try finish(200, headers, packed(body), &thread, &call)
    }

    /// The points that are asked for. One that the feed does not show and one that does not exist answer the same.
    private func points(
        _ code: String?, _ feed: ServedFeed, _ thread: inout ServingThread
    ) throws -> [(code: String, id: String)] {
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        let entity = thread.reader.entities[FeedReadings.entity] ?? -1
        if thread.points?.feed != head.id || thread.points?.head != head.head {
            thread.points = try ShownPoints(head, entity, thread.reader)
        }
        let ids = thread.points?.ids ?? [:]
        guard let code else { return ids.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
        guard let id = ids[code] else { throw Problem.notFound }
        return [(code, id)]
    }

    /// Of each factor the newest value, of whichever period it is.
    private func newest(
        _ point: Int64, _ query: ReadingQuery, _ reader: SeriesReader
    ) throws -> [(FactorReport, SeriesPeriod)] {
        var newest: [String: (FactorReport, SeriesPeriod)] = [:]
        for period in query.periods {
            for report in try reader.latestFactors(SeriesID(point: point, period: period))
            where query.pollutants?.contains(report.factor) ?? true && report.value != nil {
                if let known = newest[report.factor], known.0.time >= report.time { continue }
                newest[report.factor] = (report, period)
            }
        }
        return newest.values.sorted { $0.0.factor < $1.0.factor }
    }

    /// - Returns: the time of the first reading that had no room.
    private func append(
        _ series: SeriesID, _ from: Int64, _ to: Int64, _ limit: Int, _ point: (code: String, id: String),
        _ query: ReadingQuery, _ reader: SeriesReader, to body: inout ReadingBody
    ) throws -> Int64? {
        guard let period = series.period else { return nil }
        var count = 0
        var next: Int64?
        try reader.scan(series, from: from, to: to) { reading in
            count += 1
            guard count <= limit else {
                next = reading.time
                return false
            }
            for report in reading.factors where query.pollutants?.contains(report.factor) ?? true {
                body.append(report, at: point, period, reading.origin)
            }
            return true
        }
        return next
    }

    private func packed(_ body: ReadingBody) -> ResponseBuffer {
        let bytes = body.take()
        var buffer = ResponseBuffer(capacity: bytes.count)
        buffer.append(bytes)
        return buffer
    }

    private static func list(_ pollutants: Set<String>) -> String {
        pollutants.sorted().compactMap { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) }
            .joined(separator: ",")
    }

    private func link(
        _ feed: ServedFeed, _ query: ReadingQuery, _ period: SeriesPeriod, _ next: Int64?, _ to: Int64, _ limit: Int
    ) -> String {
        guard let next else { return feed.describedBy }
        let point = query.point?.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        var link = feed.linkStart + "readings?point=\(point)&period=\(period.code ?? "")"
        if let pollutants = query.pollutants { link += "&pollutant=" + Self.list(pollutants) }
        link += "&from=\(Instant(milliseconds: next))&to=\(Instant(milliseconds: to))&limit=\(limit)"
        return link + ">; rel=\"next\", " + feed.describedBy
    }
}
