public import Storage

/// Shows how the points of a file of time series stand. What it costs does not depend on how long their history is.
public struct PointBoard {
    private static let periods: [SeriesPeriod] = [.realtime, .minute, .hour, .day]
    private let reader: SeriesReader
    private let book: LimitBook

    /// A board of the points in a file.
    ///
    /// - Parameter book: names and limits of points; empty when they are not asked for.
    public init(_ reader: SeriesReader, book: LimitBook) {
        self.reader = reader
        self.book = book
    }

    /// How the points stand, in the order in which they first reported.
    ///
    /// - Parameter codes: which points; all of them when it is empty.
    /// - Throws: ``StoreError``.
    public func standings(of codes: Set<String> = []) throws -> [PointStanding] {
        try reader.snapshot {
            let states = Dictionary(
                try reader.pointStates().map { ($0.point, $0.body) }, uniquingKeysWith: { first, _ in first })
            return try reader.points().filter { codes.isEmpty || codes.contains($0.code) }.map { number, code in
                try standing(number, code, try states[number].map(StateNotice.state))
            }
        }
    }

    private func standing(_ number: Int64, _ code: String, _ state: PointState?) throws -> PointStanding {
        let point = book.points[code]
        var heard = state?.heard ?? 0
        for period in SeriesPeriod.allCases {
            let newest = try reader.newestMoments(SeriesID(point: number, period: period), limit: 1).first
            heard = max(heard, newest?.received ?? 0)
        }
        return PointStanding(
            code: code, name: point?.name, state: state?.name ?? .normal, reason: state?.reason ?? "",
            since: state?.since ?? heard, heard: heard, values: try values(number, point))
    }

    /// Of each factor the newest value, of whichever period it is.
    private func values(_ number: Int64, _ point: LimitBook.Point?) throws -> [PointStanding.Value] {
        var newest: [(report: FactorReport, period: SeriesPeriod)] = []
        for period in Self.periods {
            for report in try reader.latestFactors(SeriesID(point: number, period: period)) where report.value != nil {
                if let place = newest.firstIndex(where: { $0.report.factor == report.factor }) {
                    if report.time > newest[place].report.time { newest[place] = (report, period) }
                } else {
                    newest.append((report, period))
                }
            }
        }
        return newest.map { value(of: $0.report, $0.period, point?.limits[$0.report.factor] ?? []) }
    }

    private func value(
        of report: FactorReport, _ period: SeriesPeriod, _ limits: [LimitRule]
    ) -> PointStanding.Value {
        let holding = limits.filter { $0.from <= report.time && report.time < $0.until }
        let broken = report.judged?.number.flatMap { holding.broken(by: $0, at: report.time) }
        return PointStanding.Value(
            report: report, period: period, limit: broken ?? holding.first, isOver: broken != nil)
    }
}
