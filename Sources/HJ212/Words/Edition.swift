/// The editions of the standard, told apart by the upper six bits of Flag.
public enum Edition: UInt8, Sendable, CaseIterable, Comparable {
    /// HJ/T 212-2005: version 0, or no Flag at all.
    case y2005 = 0
    /// HJ 212-2017: version 1, Flag 4 to 7.
    case y2017 = 1
    /// HJ 212-2025: version 2, Flag 8 to 11.
    case y2025 = 2

    /// The edition of a Flag; versions that are not known yet are read as the newest.
    public init(flag: UInt8?) {
        self = Edition(rawValue: (flag ?? 0) >> 2) ?? .y2025
    }

    /// The standard's number.
    public var title: String {
        switch self {
        case .y2005: "HJ/T 212-2005"
        case .y2017: "HJ 212-2017"
        case .y2025: "HJ 212-2025"
        }
    }

    /// The bits of Flag that carry it.
    public var flag: UInt8 { rawValue << 2 }

    /// From the oldest.
    public static func < (left: Edition, right: Edition) -> Bool { left.rawValue < right.rawValue }
}

/// The two low bits of Flag, of which the standard's text swaps the letters but not the meaning.
public enum FlagBit {
    /// The receiver has to answer.
    public static let answer: UInt8 = 1
    /// The packet is part of several: PNUM and PNO are there.
    public static let parts: UInt8 = 2
}
