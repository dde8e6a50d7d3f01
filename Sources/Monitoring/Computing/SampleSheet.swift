import Storage

/// The samples of one series over some time, by factor: readings are taken in, periods are cut out of them.
struct SampleSheet {
    /// What a column is here.
    private struct Role {
        let factor: Int
        /// Nil is the flag.
        let field: Sample.Field?
        let unit: Int16
    }

    private let fields: [String: Sample.Field]
    private let name: (Int32) throws -> SeriesColumnName
    private var roles: [Int32: Role?] = [:]
    private(set) var factors: [String] = []
    private(set) var units: [String] = []
    /// The samples of each factor, in the order of time.
    private(set) var samples: [[Sample]] = []
    /// The times of the readings.
    private(set) var times: [Int64] = []

    /// - Parameters:
    ///   - fields: what the fields of readings are here.
    ///   - name: what a column's values are of.
    init(_ fields: [String: Sample.Field], name: @escaping (Int32) throws -> SeriesColumnName) {
        self.fields = fields
        self.name = name
    }

    /// Bounds the memory that made-up factors can take.
    private static let mostFactors = 2_000

    /// Forgets the samples, and keeps what is known of columns.
    mutating func removeSamples() {
        if factors.count > Self.mostFactors { (roles, factors, units, samples) = ([:], [], [], []) }
        for index in samples.indices { samples[index].removeAll(keepingCapacity: true) }
        times.removeAll(keepingCapacity: true)
    }

    /// Takes a reading that is later than all before it.
    mutating func take(_ reading: Reading) throws {
        times.append(reading.time)
        for index in 0..<reading.count {
            if let decimal = reading.decimal(at: index) {
                guard let role = try role(decimal.column), let field = role.field else { continue }
                let number = Sample.Number(
                    mantissa: decimal.mantissa, scale: UInt8(decimal.scale), unit: role.unit)
                note(reading.time, role.factor) { $0[field] = number }
            } else if let text = reading.letter(at: index), let role = try role(text.column), role.field == nil {
                let isSmall = UInt8(ascii: "a")...UInt8(ascii: "z") ~= text.letter
                note(reading.time, role.factor) { $0.flag = isSmall ? text.letter - 32 : text.letter }
            }
        }
    }

    private mutating func note(_ time: Int64, _ factor: Int, _ change: (inout Sample) -> Void) {
        if samples[factor].last?.time != time { samples[factor].append(Sample(time: time)) }
        change(&samples[factor][samples[factor].count - 1])
    }

    private mutating func role(_ column: Int32) throws -> Role? {
        if let known = roles[column] { return known }
        let name = try name(column)
        let role = makeRole(name)
        roles[column] = .some(role)
        return role
    }

    private mutating func makeRole(_ name: SeriesColumnName) -> Role? {
        let field = fields[name.field]
        guard field != nil || name.field == FactorReading.flagField else { return nil }
        let unit = Self.place(of: name.unit, in: &units)
        let factor = Self.place(of: name.factor, in: &factors)
        if factor == samples.count { samples.append([]) }
        return Role(factor: factor, field: field, unit: Int16(truncatingIfNeeded: unit))
    }

    private static func place(of word: String, in list: inout [String]) -> Int {
        if let index = list.firstIndex(of: word) { return index }
        list.append(word)
        return list.count - 1
    }

    /// A value of a moment (CN 2011) is the mean of its sample. What devices say there of amounts is what their meter shows.
    static let ofMoments: [String: Sample.Field] = ["Rtd": .avg, "ZsRtd": .zsAvg]

    /// The fields of minutes, hours and days (CN 2051, 2061, 2031).
    static let ofPeriods = Dictionary(uniqueKeysWithValues: Sample.Field.allCases.map { ($0.name, $0) })
}
