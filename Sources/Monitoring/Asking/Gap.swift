/// Readings of a series that are missing: those of the periods that begin from `first` to `last`.
struct Gap: Hashable {
    let first: Int64
    let last: Int64
    /// How long a period is.
    let interval: Int64
}

/// Finds what is missing between readings.
enum GapSearch {
    /// No more readings are asked for at once.
    static let mostReadings: Int64 = 300

    /// The gaps between readings, oldest first, none longer than what is asked for at once.
    ///
    /// - Parameters:
    ///   - times: when the readings' periods begin, in order.
    ///   - start: what is older is not asked for.
    ///   - end: what begins later is not due yet.
    ///   - interval: how long a period is; nil: the usual distance of the readings.
    ///   - hasOlder: whether there are readings before `start`, so that there should be one at `start` too.
    static func gaps(
        _ times: [Int64], from start: Int64, to end: Int64, interval: Int64?, hasOlder: Bool
    ) -> [Gap] {
        guard let first = times.first, let interval = interval ?? usual(times), interval > 0 else { return [] }
        var gaps: [Gap] = []
        if hasOlder {
            // On the grid of the first reading.
            let oldest = first - (first - start) / interval * interval
            add(oldest, first - interval, interval, to: &gaps)
        }
        for (one, next) in zip(times, times.dropFirst()) where next - one > interval + interval / 2 {
            add(one + interval, next - interval + interval / 2, interval, to: &gaps)
        }
        if let last = times.last { add(last + interval, end, interval, to: &gaps) }
        return gaps
    }

    private static func add(_ first: Int64, _ last: Int64, _ interval: Int64, to gaps: inout [Gap]) {
        var first = first
        while first <= last {
            let count = min((last - first) / interval + 1, mostReadings)
            gaps.append(Gap(first: first, last: first + (count - 1) * interval, interval: interval))
            first += count * interval
        }
    }

    /// The distance that most neighbours have; nil for fewer than three readings.
    private static func usual(_ times: [Int64]) -> Int64? {
        guard times.count > 2 else { return nil }
        var counts: [Int64: Int] = [:]
        for (one, next) in zip(times, times.dropFirst()) { counts[next - one, default: 0] += 1 }
        return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    }
}
