/// Which hours and days of which points have to be computed: what something has come of.
struct ComputingBacklog {
    /// So many hours of a point are computed together, so that a block of sealed readings is not opened for each.
    private static let mostTogether = 8

    /// The points by the start of the hour.
    private var hours: [Int64: Set<Int64>] = [:]
    private var days: [Int64: Set<Int64>] = [:]
    /// The hour that was last noted for each point, so that a packet of the same hour costs a comparison.
    private var noted: [Int64] = []

    /// Whether this is not the hour that was last noted for the point.
    mutating func isNews(_ hour: Int64, of point: Int64) -> Bool {
        let index = Int(point)
        guard index >= 0, index < 1 << 24 else { return true }
        while index >= noted.count { noted.append(.min) }
        if noted[index] == hour { return false }
        noted[index] = hour
        return true
    }

    mutating func add(hour: Int64, of point: Int64) { hours[hour, default: []].insert(point) }

    mutating func add(day: Int64, of point: Int64) { days[day, default: []].insert(point) }

    /// After a rollback of what was noted.
    mutating func forgetNoted() { noted.removeAll(keepingCapacity: true) }

    /// Whether anything before these times waits.
    func isDue(hoursBefore hour: Int64, daysBefore day: Int64) -> Bool {
        hours.keys.contains { $0 < hour } || days.keys.contains { $0 < day }
    }

    /// Some hours of one point, in their order; nil when none is due.
    mutating func takeHours(before end: Int64) -> (point: Int64, hours: [Int64])? {
        guard let first = hours.keys.min(), first < end, let point = hours[first]?.first else { return nil }
        var taken: [Int64] = []
        for hour in stride(from: first, to: end, by: Int(CivilPeriods.hourLength)).prefix(Self.mostTogether)
        where Self.remove(point, at: hour, from: &hours) { taken.append(hour) }
        if Int(point) < noted.count { noted[Int(point)] = .min }
        return (point, taken)
    }

    /// One day of one point; nil when none is due.
    mutating func takeDay(before end: Int64) -> (point: Int64, day: Int64)? {
        guard let day = days.keys.min(), day < end, let point = days[day]?.first else { return nil }
        _ = Self.remove(point, at: day, from: &days)
        return (point, day)
    }

    private static func remove(_ point: Int64, at time: Int64, from list: inout [Int64: Set<Int64>]) -> Bool {
        guard list[time]?.remove(point) != nil else { return false }
        if list[time]?.isEmpty == true { list[time] = nil }
        return true
    }
}
