/// The data flag of an hour or a day, from the flags of what it is made of.
///
/// | | hour | day |
/// |---|---|---|
/// | waste water | one abnormal sample makes it abnormal (HJ 212-2017 C.16, C.17) | N when 75 % of its hours are |
/// | all else | N when 75 % of its samples are, otherwise D (C.16, C.17) | likewise |
///
/// What is missing counts as not normal. A source that stood still (F) all the time is no fault of an instrument.
struct StatisticFlag {
    static let fault = UInt8(ascii: "D")
    private static let stopped = UInt8(ascii: "F")

    private(set) var count = 0
    private var normal = 0
    private var still = 0
    /// The other flags, in the order in which they were seen first.
    private var others: [(flag: UInt8, count: Int)] = []

    mutating func add(_ flag: UInt8) {
        count += 1
        if flag == Sample.normal { return normal += 1 }
        if flag == Self.stopped { still += 1 }
        if let index = others.firstIndex(where: { $0.flag == flag }) {
            others[index].count += 1
        } else {
            others.append((flag, 1))
        }
    }

    /// - Parameter expected: how many samples an hour has; nil when nothing tells.
    func ofHour(isWater: Bool, expected: Int?) -> UInt8 {
        if count > 0, still == count { return Self.stopped }
        if isWater, let most = others.map(\.count).max() {
            return others.first { $0.count == most }?.flag ?? Self.fault
        }
        return covers(expected) ? Sample.normal : Self.fault
    }

    /// - Parameter expected: how many hours the day has. Those in which the source stood still are not asked for.
    func ofDay(expected: Int) -> UInt8 {
        if count > 0, still == count { return Self.stopped }
        return covers(max(expected - still, 1)) ? Sample.normal : Self.fault
    }

    private func covers(_ expected: Int?) -> Bool {
        guard let expected else { return false }
        return normal * 4 >= expected * 3
    }
}
