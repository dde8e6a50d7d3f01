import Model
import Storage

/// Reads the newest values that devices reported, out of the files of their time series.
///
/// For a moment that is past it gives what had arrived by then, as it stood then.
struct DeviceReading {
    private static let periods: [SeriesPeriod] = [.realtime, .minute, .hour, .day]
    private static let day: Int64 = 86_400_000

    private let readers: [SeriesReader]
    private let asOf: Int64?
    private let codes: [String: CodeTable]

    /// Opens the files that are there.
    init(_ paths: [String], asOf: Int64?, codes: [String: CodeTable]) throws {
        readers = paths.compactMap { try? SeriesReader(path: $0) }
        self.asOf = asOf
        self.codes = codes
    }

    /// The newest value of each factor at a point, of whichever period it is.
    func newest(_ code: String) throws -> [PointValues.Value] {
        var newest: [String: PointValues.Value] = [:]
        for reader in readers {
            try reader.snapshot {
                guard let point = try reader.point(code) else { return }
                for period in Self.periods {
                    for report in try reports(SeriesID(point: point, period: period), reader) where report.value != nil
                    {
                        if let known = newest[report.factor], known.time >= report.time { continue }
                        newest[report.factor] = value(report, period)
                    }
                }
            }
        }
        return Array(newest.values)
    }

    private func reports(_ series: SeriesID, _ reader: SeriesReader) throws -> [FactorReport] {
        guard let asOf else { return try reader.latestFactors(series) }
        var end = asOf &+ 1
        var span = Self.day
        // Ever longer stretches, back to the first that has a reading: what a device said last, however long ago.
        while end > 0 {
            let start = max(end - span, 0)
            var newest: [String: FactorReport] = [:]
            func take(_ reading: SeriesReading) {
                for report in reading.factors where report.value != nil {
                    if let known = newest[report.factor], known.time > report.time { continue }
                    newest[report.factor] = report
                }
            }
            try reader.read(series, from: start, to: end) { if $0.received <= asOf { take($0) } }
            try reader.replaced(series, from: start, to: end, standingAt: asOf, take)
            guard newest.isEmpty else { return Array(newest.values) }
            (end, span) = (start, span * 8)
        }
        return []
    }

    private func value(_ report: FactorReport, _ period: SeriesPeriod) -> PointValues.Value {
        let code = period.code ?? ""
        return PointValues.Value(
            pollutant: report.factor, label: CodeLabels.label(of: report.factor, in: codes["pollutant"]),
            time: report.time, period: code, periodLabel: CodeLabels.label(of: code, in: codes["averaging-period"]),
            value: report.value?.description, unit: report.unit, flag: report.flag ?? "")
    }
}
