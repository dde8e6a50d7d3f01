/// How often a device reports a factor: packets do not say it.
enum SampleInterval {
    /// How many samples an hour has, from the times of those in it and in the hour before it, in their order; nil when a single
    /// sample tells nothing.
    ///
    /// The interval is the distance that most neighbours have; of two that are as frequent the shorter one, so that gaps do not
    /// pass for the interval.
    static func samplesPerHour(_ times: some Sequence<Int64>) -> Int? {
        var distances: [Int64] = []
        var last: Int64?
        for time in times {
            if let last, time > last { distances.append(time - last) }
            last = time
        }
        distances.sort()
        var best: (distance: Int64, count: Int)?
        var start = 0
        for index in distances.indices where index + 1 == distances.count || distances[index + 1] != distances[index] {
            let count = index + 1 - start
            if count > best?.count ?? 0 { best = (distances[index], count) }
            start = index + 1
        }
        guard let best else { return nil }
        return Int(max(CivilPeriods.hourLength / best.distance, 1))
    }
}
