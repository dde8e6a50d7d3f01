public import Model
public import Storage

/// What was discharged in a year: the sum of what points say of their days (`Cou`), the devices' own or computed.
///
/// Days that are not there yet, of yesterday and today, count with the hours that are. Nothing is made up for what is missing.
public struct Discharge {
    /// An amount.
    public struct Amount: Sendable, Equatable {
        /// How much.
        public var value: DecimalValue
        /// A code of `mappings/units.yaml`: t for what is weighed, m3 for waste water and waste gas.
        public var unit: String

        /// Adds an amount of the same unit; what has no room in 18 digits is left out.
        mutating func add(_ other: Amount) {
            if other.unit == unit, let sum = try? value.adding(other.value) { value = sum }
        }
    }

    private let reader: SeriesReader
    private let periods: CivilPeriods

    /// - Parameters:
    ///   - reader: the time series.
    ///   - zone: in which days and years begin.
    public init(_ reader: SeriesReader, zone: TimeZoneRules) {
        self.reader = reader
        periods = CivilPeriods(zone: zone)
    }

    /// What a point discharged of a factor in a year, so far.
    ///
    /// - Parameters:
    ///   - point: the point's MN.
    ///   - factor: the factor's code.
    ///   - now: what is today, in milliseconds.
    /// - Returns: nil when nothing is known of it, or its unit is none of an amount. Days in another unit than the newest do not
    ///   count, nor amounts beyond 18 digits.
    /// - Throws: ``StoreError``.
    public func discharged(_ point: String, _ factor: String, year: Int, at now: Int64) throws -> Amount? {
        guard let number = try reader.point(point) else { return nil }
        let days = try daily(number, year: year, at: now)[factor, default: [:]].sorted { $0.key < $1.key }.map(\.value)
        guard let unit = days.last?.unit else { return nil }
        return days.filter { $0.unit == unit }.reduce(into: Amount(value: .zero, unit: unit)) { $0.add($1) }
    }

    /// What was discharged, by factor and by the start of the day.
    func daily(_ point: Int64, year: Int, at now: Int64) throws -> [String: [Int64: Amount]] {
        let (start, end) = (periods.start(ofYear: year), periods.start(ofYear: year + 1))
        var all: [String: [Int64: Amount]] = [:]
        var newest = start - 1
        try read(SeriesID(point: point, period: .day), from: start, to: end) { day, factor, amount in
            newest = max(newest, day)
            all[factor, default: [:]][day] = amount
        }
        let recent = max(start, periods.day(of: periods.day(of: now) - 1))
        let from = newest < recent ? recent : periods.nextDay(after: newest)
        try read(SeriesID(point: point, period: .hour), from: from, to: end) { day, factor, amount in
            all[factor, default: [:]][day, default: Amount(value: .zero, unit: amount.unit)].add(amount)
        }
        return all
    }

    private func read(
        _ series: SeriesID, from start: Int64, to end: Int64, _ give: (Int64, String, Amount) throws -> Void
    ) throws {
        var reading = Reading()
        try reader.read(series, from: start, to: end, into: &reading) { reading in
            let day = periods.day(of: reading.time)
            for index in 0..<reading.count {
                guard let number = reading.decimal(at: index) else { continue }
                let name = try reader.name(of: number.column)
                guard name.field == Sample.Field.cou.name,
                    let amount = Self.amount(number.mantissa, number.scale, name.unit)
                else { continue }
                try give(day, name.factor, amount)
            }
        }
    }

    /// Masses in t, whatever small unit they are reported in.
    private static func amount(_ mantissa: Int64, _ scale: Int, _ unit: String) -> Amount? {
        let power = powers[unit]
        guard power != nil || unit == "m3",
            let value = try? DecimalValue(mantissa: mantissa, exponent: (power ?? 0) - scale)
        else { return nil }
        return Amount(value: value, unit: power == nil ? unit : "t")
    }

    private static let powers = ["t": 0, "kg": -3, "g": -6, "mg": -9]
}
