import Storage

/// Looks through the readings of devices for gaps, beside the writer, on a queue of its own.
final class GapReader: @unchecked Sendable {
    private let path: String
    private let rules: AskingRules
    private var reader: SeriesReader?

    init(path: String, rules: AskingRules) {
        self.path = path
        self.rules = rules
    }

    /// What of a device's readings is missing, by period, oldest first.
    func gaps(of mn: String, now: Int64) throws -> [(period: SeriesPeriod, gap: Gap)] {
        let reader = try self.reader ?? SeriesReader(path: path)
        self.reader = reader
        guard let point = try reader.point(mn) else { return [] }
        return try reader.snapshot {
            try rules.periods.flatMap { period in
                try gaps(SeriesID(point: point, period: period), period, reader, now).map { (period, $0) }
            }
        }
    }

    private func gaps(
        _ series: SeriesID, _ period: SeriesPeriod, _ reader: SeriesReader, _ now: Int64
    ) throws -> [Gap] {
        let interval = Self.interval(of: period)
        let start = now - rules.window
        var times: [Int64] = []
        try reader.read(series, from: start, to: now) { reading in
            // What the hub computed stands for what the device has not sent.
            if reading.origin != .computed { times.append(reading.time) }
        }
        let hasOlder = try reader.hasReadings(series, before: start)
        // A period ends an interval after it begins, and its packet comes a while after that.
        let due = now - 2 * (interval ?? 600_000)
        return GapSearch.gaps(times, from: start, to: due, interval: interval, hasOlder: hasOlder)
    }

    private static func interval(of period: SeriesPeriod) -> Int64? {
        switch period {
        case .hour: 3_600_000
        case .day: 86_400_000
        default: nil
        }
    }
}
