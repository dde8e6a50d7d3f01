/// A command: CN, in all editions (HJ/T 212-2005, HJ 212-2017 table 9, HJ 212-2025).
public struct CommandCode: Sendable {
    /// Who sends it.
    public enum Direction: Sendable {
        /// The centre (上位机) to the device.
        case toDevice
        /// The device (现场机) to the centre.
        case fromDevice
        /// Asked for by the centre under the same CN under which the device answers.
        case both
    }

    /// What it is for.
    public enum Family: Sendable {
        /// Settings.
        case setting
        /// Data.
        case data
        /// Control of instruments.
        case control
        /// Answers.
        case interaction
    }

    /// The number.
    public let code: Int
    /// The editions that have it.
    public let editions: ClosedRange<Edition>
    /// Who sends it.
    public let direction: Direction
    /// In Chinese.
    public let zh: String
    /// In English.
    public let en: String

    init(_ code: Int, _ editions: ClosedRange<Edition>, _ direction: Direction, _ zh: String, _ en: String) {
        self.code = code
        self.editions = editions
        self.direction = direction
        self.zh = zh
        self.en = en
    }

    /// What it is for, by the first digit.
    public var family: Family {
        switch code / 1_000 {
        case 2: .data
        case 3: .control
        case 9: .interaction
        default: .setting
        }
    }

    /// The row of a number; nil when no edition has it.
    public static func numbered(_ code: Int) -> CommandCode? {
        index.indices.contains(code) && index[code] >= 0 ? all[Int(index[code])] : nil
    }

    /// The place of each number in ``all``; -1 for those without one.
    static let index: [Int8] = {
        var index = [Int8](repeating: -1, count: 10_000)
        for (place, row) in all.enumerated() { index[row.code] = Int8(place) }
        return index
    }()

    /// All of them, by number.
    public static let all: [CommandCode] = settings + data + control + interaction
}

/// What the time of a packet's values means.
public enum DataPeriod: Sendable, Equatable {
    /// DataTime is the instant of measuring.
    case instant
    /// DataTime is the START of a period of minutes, as long as the device is set to.
    case minutes
    /// DataTime is the START of an hour.
    case hour
    /// DataTime is the START of a day.
    case day

    /// By command; nil for those that bring no measured values.
    public init?(command: Int) {
        switch command {
        case 2011, 2021, 2013, 2052, 2062: self = .instant
        case 2051, 2111: self = .minutes
        case 2061: self = .hour
        case 2031, 2041: self = .day
        default: return nil
        }
    }
}
