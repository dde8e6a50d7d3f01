/// What a ``DeviceFleet`` saw.
public struct FleetReport: Sendable {
    /// Packets sent, those sent again not counted.
    public var sent = 0
    /// Packets sent again.
    public var sentAgain = 0
    /// Packets that were answered as they should.
    public var answered = 0
    /// Answers that nobody waited for, or that were not what was waited for.
    public var wrong = 0
    /// Connections that broke.
    public var broken = 0
    /// How long it took.
    public var seconds = 0.0
    var waits = WaitHistogram()

    /// How long after sending a share of the answers had come, in milliseconds.
    public func wait(_ share: Double) -> Double { waits.percentile(share) }
    /// Answers in a second.
    public var rate: Double { seconds > 0 ? Double(answered) / seconds : 0 }
}

/// Waits in classes that are 2 % wide, from a microsecond to a quarter of an hour.
struct WaitHistogram: Sendable {
    private var counts = [Int](repeating: 0, count: 64 * 32)
    private var total = 0

    mutating func add(microseconds: Int64) {
        counts[Self.place(max(microseconds, 1))] += 1
        total += 1
    }

    /// Thirty-two classes for each power of two.
    private static func place(_ value: Int64) -> Int {
        let bits = 63 - value.leadingZeroBitCount
        let fraction = bits >= 5 ? Int(value >> Int64(bits - 5)) & 31 : Int(value << Int64(5 - bits)) & 31
        return bits * 32 + fraction
    }

    func percentile(_ share: Double) -> Double {
        var left = Int((Double(total) * share).rounded(.up))
        for (place, count) in counts.enumerated() where count > 0 {
            left -= count
            if left <= 0 { return Double(Int64(1) << Int64(place / 32)) * (1 + Double(place % 32) / 32) / 1000 }
        }
        return 0
    }
}
