/// A time as devices write it, in the zone of the device: `yyyyMMddHHmmss`, with or without milliseconds.
///
/// Packed, so that it sorts as time does and costs eight bytes.
public struct CivilStamp: Sendable, Hashable, Comparable {
    /// Digits `yyyyMMddHHmmss` as a number, times 1,000, and milliseconds.
    public let packed: Int64

    /// From 14 digits, 17 with milliseconds, or 12 without seconds; nil when they are no time of the calendar.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == 14 || bytes.count == 17 || bytes.count == 12 else { return nil }
        var number: Int64 = 0
        for index in 0..<bytes.count {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            number = number &* 10 &+ Int64(digit)
        }
        let scale: Int64 = bytes.count == 17 ? 1 : bytes.count == 14 ? 1_000 : 100_000
        self.init(packed: number &* scale)
    }

    /// From the packed form; nil when it is no time of the calendar.
    public init?(packed: Int64) {
        self.packed = packed
        guard packed >= 0, (1...9999).contains(year), (1...12).contains(month), hour < 24, minute < 60, second < 60,
            day >= 1, day <= CivilStamp.days(year, month)
        else { return nil }
    }

    /// A time; nil when it is none of the calendar.
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0
    ) {
        let parts = [month, day, hour, minute, second]
        guard (1...9999).contains(year), parts.allSatisfy({ (0...99).contains($0) }), (0...999).contains(millisecond)
        else { return nil }
        let seconds = parts.reduce(Int64(year)) { $0 * 100 + Int64($1) }
        self.init(packed: seconds * 1_000 + Int64(millisecond))
    }

    /// The year.
    public var year: Int { Int(packed / 10_000_000_000_000) }
    /// The month, 1 to 12.
    public var month: Int { Int(packed / 100_000_000_000 % 100) }
    /// The day, 1 to 31.
    public var day: Int { Int(packed / 1_000_000_000 % 100) }
    /// The hour, 0 to 23.
    public var hour: Int { Int(packed / 10_000_000 % 100) }
    /// The minute, 0 to 59.
    public var minute: Int { Int(packed / 100_000 % 100) }
    /// The second, 0 to 59.
    public var second: Int { Int(packed / 1_000 % 100) }
    /// The millisecond, 0 to 999.
    public var millisecond: Int { Int(packed % 1_000) }

    /// The order of times.
    public static func < (left: CivilStamp, right: CivilStamp) -> Bool { left.packed < right.packed }

    /// The 14 digits of a DataTime, or the 17 of a QN.
    public func digits(milliseconds: Bool = false) -> [UInt8] {
        let text = String(milliseconds ? packed : packed / 1_000)
        return Array(String(repeating: "0", count: max((milliseconds ? 17 : 14) - text.count, 0)).utf8)
            + Array(text.utf8)
    }

    private static func days(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CivilStamp: CustomStringConvertible {
    /// `2016-08-01 08:58:57`, with milliseconds where there are some.
    public var description: String {
        let digits = String(decoding: digits(milliseconds: true), as: UTF8.self)
        func part(_ from: Int, _ count: Int) -> Substring { digits.dropFirst(from).prefix(count) }
        let whole = "\(part(0, 4))-\(part(4, 2))-\(part(6, 2)) \(part(8, 2)):\(part(10, 2)):\(part(12, 2))"
        return millisecond == 0 ? whole : whole + ".\(part(14, 3))"
    }
}
