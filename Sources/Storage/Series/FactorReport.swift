/// What a reading says of one factor, its fields put together.
public struct FactorReport: Sendable, Equatable {
    /// The factor, by the code table's code where it has one.
    public let factor: String
    /// The moment, or the start of the period, in milliseconds.
    public internal(set) var time: Int64
    /// The measured value (`Rtd`, `Avg`, `Data`), as it was written.
    public internal(set) var value: SeriesValue?
    /// The unit of values; empty where there is none or none is known.
    public internal(set) var unit = ""
    /// The lowest value of the period.
    public internal(set) var min: SeriesValue?
    /// The highest value of the period.
    public internal(set) var max: SeriesValue?
    /// The value at the reference oxygen (折算).
    public internal(set) var converted: SeriesValue?
    /// What was discharged in the period, and its unit.
    public internal(set) var discharge: SeriesValue?
    /// The unit of what was discharged.
    public internal(set) var dischargeUnit = ""
    /// The data flag, such as `N`.
    public internal(set) var flag: String?
    /// Fields that are none of these, by their names.
    public internal(set) var others: [String: SeriesValue] = [:]

    init(_ factor: String, at time: Int64) {
        self.factor = factor
        self.time = time
    }

    mutating func take(_ value: SeriesValue, of name: SeriesColumnName) {
        switch name.field {
        case "Rtd", "Avg", "Data": (self.value, unit) = (value, name.unit)
        case "Min": (min, unit) = (value, name.unit)
        case "Max": (max, unit) = (value, name.unit)
        case "ZsRtd", "ZsAvg": converted = value
        case "Cou": (discharge, dischargeUnit) = (value, name.unit)
        case "Flag": flag = value.description
        default: others[name.field] = value
        }
    }

    /// The value that limits are held against: the converted one where there is one, and none when its flag takes it back.
    public var judged: SeriesValue? { flag.map { $0 == "N" || $0 == "n" } ?? true ? converted ?? value : nil }
}

extension SeriesReader {
    /// What a series says of each factor at its newest moment, in the order of columns.
    public func latestFactors(_ series: SeriesID) throws -> [FactorReport] {
        var reports: [FactorReport] = []
        for latest in try latest(series) {
            let place = reports.firstIndex { $0.factor == latest.name.factor } ?? reports.count
            if place == reports.count { reports.append(FactorReport(latest.name.factor, at: latest.time)) }
            // A field that the device has not sent for long says nothing of the newest moment.
            if latest.time < reports[place].time { continue }
            if latest.time > reports[place].time { reports[place] = FactorReport(latest.name.factor, at: latest.time) }
            reports[place].take(latest.value, of: latest.name)
        }
        return reports
    }
}

extension SeriesReading {
    /// The factors of the reading, in the order of its columns.
    public var factors: [FactorReport] {
        var reports: [FactorReport] = []
        for value in values {
            let place = reports.firstIndex { $0.factor == value.name.factor } ?? reports.count
            if place == reports.count { reports.append(FactorReport(value.name.factor, at: time)) }
            reports[place].take(value.value, of: value.name)
        }
        return reports
    }
}
