/// How long the stretch of time is that a reading speaks of; its time is the START of it (HJ 212-2017, table 9).
public enum SeriesPeriod: UInt8, Sendable, CaseIterable {
    /// One moment: `CN=2011`.
    case realtime = 0
    /// Some minutes: `CN=2051`.
    case minute = 1
    /// An hour: `CN=2061`.
    case hour = 2
    /// A day: `CN=2031`.
    case day = 3
    /// The state of a device at a moment, in no period of its own: `CN=2021` and other notices.
    case state = 4
    /// How long devices ran in a day: `CN=2041`.
    case running = 5
    /// A calendar year. No readings are kept of it, only what follows from its days.
    case year = 6

    /// The code of `mappings/codes/averaging-period.csv`; nil where the readings are no measurements.
    public var code: String? {
        switch self {
        case .realtime: "realtime"
        case .minute: "minute"
        case .hour: "hour"
        case .day: "day"
        case .year: "year"
        case .state, .running: nil
        }
    }

    /// How much time one sealed block holds, in milliseconds: some hundred to some thousand readings.
    var blockSpan: Int64 {
        let hour: Int64 = 3_600_000
        return switch self {
        case .realtime: hour
        case .minute, .state: 24 * hour
        case .hour: 30 * 24 * hour
        case .day, .running, .year: 360 * 24 * hour
        }
    }
}

/// One point and one period: what readings are kept by. The number is the point's times 16 plus the period's.
public struct SeriesID: RawRepresentable, Hashable, Sendable {
    /// The number in the store.
    public let rawValue: Int64

    /// A number read from the store.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// The series of `period` at the point with a number.
    public init(point: Int64, period: SeriesPeriod) { rawValue = point << 4 | Int64(period.rawValue) }

    /// The point's number.
    public var point: Int64 { rawValue >> 4 }
    /// The period; nil for a number that no series has.
    public var period: SeriesPeriod? { SeriesPeriod(rawValue: UInt8(truncatingIfNeeded: rawValue & 15)) }

    /// How much time a block holds.
    var span: Int64 { (period ?? .realtime).blockSpan }

    /// Which block holds the readings of `time`, which is not before 1970.
    func slot(of time: Int64) -> Int64 { max(time, 0) / span }

    /// The number of the block that holds a slot: blocks of a series lie side by side, in the order of time.
    func block(_ slot: Int64) -> Int64 { rawValue << 32 | slot & 0xffff_ffff }

    /// The numbers that blocks of this series can have.
    var blocks: ClosedRange<Int64> { block(0)...block(0xffff_ffff) }

    /// When the slot of a block begins.
    func start(of block: Int64) -> Int64 { (block & 0xffff_ffff) * span }

    /// When the slot of a block ends.
    func end(of block: Int64) -> Int64 { (block & 0xffff_ffff + 1) * span }
}
