/// Kinds of systems: ST (HJ 212-2017 table 5, and HJ 212-2025).
public struct SystemCode: Sendable {
    /// The two characters.
    public let code: String
    /// The first edition that has it.
    public let since: Edition
    /// In Chinese.
    public let zh: String
    /// In English.
    public let en: String

    init(_ code: String, _ since: Edition, _ zh: String, _ en: String) {
        self.code = code
        self.since = since
        self.zh = zh
        self.en = en
    }

    /// The row of a code; nil when the standard has none. `A0` to `Z9` are anybody's own.
    public static func named(_ code: String) -> SystemCode? { all.first { $0.code == code } }

    /// Whether two characters are in the table, or anybody's own.
    @inline(__always) static func isKnown(_ first: UInt8, _ second: UInt8) -> Bool {
        let (high, low) = (first &- 0x30, second &- 0x30)
        guard low < 10 else { return false }
        if first &- 0x41 < 26 { return true }
        return high < 10 && numbers.0 >> UInt64(high &* 10 &+ low & 63) & 1 == 1 && high &* 10 &+ low < 64
            || high < 10 && high &* 10 &+ low > 63 && numbers.1 >> UInt64(high &* 10 &+ low &- 64) & 1 == 1
    }

    private static let numbers: (UInt64, UInt64) = all.reduce(into: (0, 0)) { bits, row in
        guard let number = UInt64(row.code) else { return }
        if number < 64 { bits.0 |= 1 << number } else { bits.1 |= 1 << (number - 64) }
    }

    /// All of them.
    public static let all = [
        SystemCode("21", .y2005, "地表水质量监测", "surface water quality"),
        SystemCode("22", .y2005, "空气质量监测", "air quality"),
        SystemCode("23", .y2005, "声环境质量监测", "noise, environment"),
        SystemCode("24", .y2017, "地下水质量监测", "groundwater quality"),
        SystemCode("25", .y2017, "土壤质量监测", "soil quality"),
        SystemCode("26", .y2017, "海水质量监测", "sea water quality"),
        SystemCode("27", .y2017, "挥发性有机物监测", "volatile organic compounds"),
        SystemCode("31", .y2005, "大气环境污染源", "source of air pollution"),
        SystemCode("32", .y2005, "地表水体环境污染源", "source of surface water pollution"),
        SystemCode("33", .y2005, "地下水体环境污染源", "source of groundwater pollution"),
        SystemCode("34", .y2005, "海洋环境污染源", "source of marine pollution"),
        SystemCode("35", .y2005, "土壤环境污染源", "source of soil pollution"),
        SystemCode("36", .y2005, "声环境污染源", "source of noise"),
        SystemCode("37", .y2005, "振动环境污染源", "source of vibration"),
        SystemCode("38", .y2005, "放射性环境污染源", "source of radiation"),
        SystemCode("39", .y2017, "工地扬尘污染源", "dust of building sites"),
        SystemCode("41", .y2005, "电磁环境污染源", "electromagnetic source"),
        SystemCode("44", .y2025, "用电监控", "electricity of production and treatment"),
        SystemCode("45", .y2025, "关键生产工况", "key production conditions"),
        SystemCode("51", .y2017, "烟气排放过程监控", "flue gas treatment process"),
        SystemCode("52", .y2017, "污水排放过程监控", "waste water treatment process"),
        SystemCode("91", .y2005, "系统交互", "interaction of systems"),
    ]
}
