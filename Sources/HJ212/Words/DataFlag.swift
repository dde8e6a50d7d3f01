/// How a value came about: the data flag of a factor (HJ 212-2017 table 8, and HJ/T 212-2005).
public struct DataFlag: Sendable, Hashable {
    /// The character as written.
    public let byte: UInt8

    /// A flag from its character.
    public init(byte: UInt8) { self.byte = byte }

    /// A normal value.
    public static let normal = DataFlag(byte: UInt8(ascii: "N"))

    /// Whether the value counts as measured: `N`, or 2005's `3` of air stations.
    public var isNormal: Bool { self == .normal || byte == UInt8(ascii: "3") }

    /// The character.
    public var letter: String { String(decoding: [byte], as: UTF8.self) }

    /// In Chinese; nil for a flag that the standard does not know.
    public var zh: String? { Self.table.first { $0.byte == byte }?.zh }
    /// In English; nil for a flag that the standard does not know.
    public var en: String? { Self.table.first { $0.byte == byte }?.en }

    /// Whether the standard knows it.
    @inline(__always) public var isKnown: Bool {
        byte < 128 && (Self.known.0 | Self.known.1) != 0
            && (byte < 64 ? Self.known.0 : Self.known.1) >> UInt64(byte & 63) & 1 == 1
    }

    private static let known: (UInt64, UInt64) = table.reduce(into: (0, 0)) { bits, row in
        if row.byte < 64 { bits.0 |= 1 << UInt64(row.byte) } else { bits.1 |= 1 << UInt64(row.byte & 63) }
    }

    /// All flags, with the first edition that has each.
    public static let table: [(byte: UInt8, since: Edition, zh: String, en: String)] = [
        (UInt8(ascii: "N"), .y2005, "正常", "normal"),
        (UInt8(ascii: "F"), .y2005, "停运", "source out of operation"),
        (UInt8(ascii: "M"), .y2005, "维护", "maintenance"),
        (UInt8(ascii: "S"), .y2005, "手工输入的设定值", "set by hand"),
        (UInt8(ascii: "D"), .y2005, "故障", "instrument fault"),
        (UInt8(ascii: "C"), .y2005, "校准", "calibration"),
        (UInt8(ascii: "T"), .y2005, "超测量上限", "above the measuring range"),
        (UInt8(ascii: "B"), .y2017, "通讯异常", "no link to the instrument"),
        (UInt8(ascii: "P"), .y2005, "电源故障", "power failure"),
        (UInt8(ascii: "0"), .y2005, "校准数据", "calibration data (air stations)"),
        (UInt8(ascii: "1"), .y2005, "气象参数", "weather (air stations)"),
        (UInt8(ascii: "2"), .y2005, "异常数据", "abnormal (air stations)"),
        (UInt8(ascii: "3"), .y2005, "正常数据", "normal (air stations)"),
    ]
}
