import Feeds
import HTTPServer
import Model
import Storage

/// What a request for readings asks for.
struct ReadingQuery {
    /// The point's MN; nil for all.
    let point: String?
    let pollutants: Set<String>?
    let periods: [SeriesPeriod]
    let format: LineFormat

    /// - Throws: 400 for what the feed does not show.
    init(_ request: borrowing HTTPRequest, _ readings: FeedReadings) throws(Problem) {
        point = request.query("point")
        format = try LineFormat(request, usual: .json)
        let all = SeriesPeriod.allCases.filter { $0.code.map(readings.periods.contains) ?? false }
        if let name = request.query("period") {
            guard let period = all.first(where: { $0.code == name }) else {
                throw .badRequest(
                    "bad-parameter", "`period` is one of \(readings.periods.joined(separator: ", ")).")
            }
            periods = [period]
        } else {
            periods = all
        }
        if let name = request.query("pollutant") {
            let wanted = Set(name.split(separator: ",").map(String.init))
            if let shown = readings.pollutants, !wanted.isSubset(of: shown) {
                throw .badRequest(
                    "bad-parameter", "`pollutant` is one of \(shown.sorted().joined(separator: ", ")).")
            }
            pollutants = wanted
        } else {
            pollutants = readings.pollutants
        }
    }

    /// An instant in a parameter: RFC 3339 with its zone, in milliseconds; nil when it is absent.
    static func instant(_ request: borrowing HTTPRequest, _ name: StaticString) throws(Problem) -> Int64? {
        guard let text = request.query(name) else { return nil }
        for pattern in patterns {
            if let instant = try? pattern.instant(text, zone: .utc) { return instant.milliseconds }
        }
        throw .badRequest(
            "bad-parameter",
            "`\(name)` is an instant with its zone, such as 2026-11-29T08:00:00+08:00 (`+` written %2B).")
    }

    private static let patterns = ["yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX"].compactMap {
        try? DatePattern($0)
    }
}
