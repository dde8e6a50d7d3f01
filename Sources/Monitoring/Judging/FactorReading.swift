import Model
import Storage

/// The one value of a factor that its limit is held against, taken from a reading.
///
/// Waste gas is judged at the reference oxygen, so a converted value (折算, `ZsRtd`, `ZsAvg`) goes before a measured one (`Rtd`,
/// `Avg`). A data flag other than N says that the instrument did not measure: such a value neither opens nor closes anything.
struct FactorReading {
    private var mantissa: Int64 = 0
    private var scale = 0
    private var rank = 0
    private var isValid = true

    /// What a field is for a judge: 2 for a converted value, 1 for a measured one, nil for what is not judged.
    static func rank(of field: String) -> Int? {
        switch field {
        case "ZsRtd", "ZsAvg": 2
        case "Rtd", "Avg", "Data": 1
        default: nil
        }
    }

    static let flagField = "Flag"

    mutating func take(_ mantissa: Int64, scale: Int, rank: Int) {
        guard rank > self.rank else { return }
        (self.mantissa, self.scale, self.rank) = (mantissa, scale, rank)
    }

    mutating func take(flag: UInt8) { isValid = flag == UInt8(ascii: "N") || flag == UInt8(ascii: "n") }

    /// Nil when there is no value, or none that counts.
    var value: DecimalValue? {
        guard rank > 0, isValid else { return nil }
        return try? DecimalValue(mantissa: mantissa, exponent: -scale)
    }
}

extension SeriesReading {
    /// The value of a factor that its limit is held against, and its unit.
    func judged(_ factor: String) -> (value: DecimalValue, unit: String)? {
        var found = FactorReading()
        var unit = ""
        for value in values where value.name.factor == factor {
            switch value.value {
            case .decimal(let mantissa, let scale):
                guard let rank = FactorReading.rank(of: value.name.field) else { continue }
                found.take(mantissa, scale: scale, rank: rank)
                unit = value.name.unit
            case .text(let text):
                if value.name.field == FactorReading.flagField { found.take(flag: text.utf8.first ?? 0) }
            }
        }
        return found.value.map { ($0, unit) }
    }
}
