/// What one reading of a shorter period says of one factor.
struct Sample {
    /// The fields that are put together, in the order in which they are stored here.
    enum Field: Int, CaseIterable {
        case min, avg, max, zsMin, zsAvg, zsMax, cou

        /// The field's name in HJ 212-2017 table 4.
        var name: String {
            switch self {
            case .min: "Min"
            case .avg: "Avg"
            case .max: "Max"
            case .zsMin: "ZsMin"
            case .zsAvg: "ZsAvg"
            case .zsMax: "ZsMax"
            case .cou: "Cou"
            }
        }

        /// Which of the samples' fields it is made of: of lowest and highest values the means of samples that have none.
        var fallback: Field {
            switch self {
            case .min, .max: .avg
            case .zsMin, .zsMax: .zsAvg
            default: self
            }
        }
    }

    /// A number as it is stored, with the unit of its column.
    struct Number {
        var mantissa: Int64 = 0
        var scale: UInt8 = 0
        /// The unit's place in a ``SampleSheet``'s list; below 0 where there is no number.
        var unit: Int16 = -1

        var isThere: Bool { unit >= 0 }

        /// Compares the values, whatever their scales are.
        func isBelow(_ other: Number) -> Bool {
            let common = Swift.max(scale, other.scale)
            let mine = ExactSum.scaled(Int128(mantissa), by: Int(common - scale)) ?? 0
            let theirs = ExactSum.scaled(Int128(other.mantissa), by: Int(common - other.scale)) ?? 0
            return mine < theirs
        }
    }

    static let normal = UInt8(ascii: "N")

    /// When the reading is of.
    let time: Int64
    /// The data flag (HJ 212-2017 table 8), as a capital letter; a device that sends none means that all is well.
    var flag = Sample.normal
    private var numbers = InlineArray<7, Number>(repeating: Number())

    init(time: Int64) { self.time = time }

    var isValid: Bool { flag == Sample.normal }

    subscript(field: Field) -> Number {
        get { numbers[field.rawValue] }
        set { numbers[field.rawValue] = newValue }
    }

    /// The number that a field of a longer period is made of.
    func number(for field: Field) -> Number {
        let own = self[field]
        return own.isThere ? own : self[field.fallback]
    }
}
