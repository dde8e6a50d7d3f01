/// Powers of ten that fit their types.
enum PowersOfTen {
    /// 10^0 … 10^19.
    static let narrow: [UInt64] = powers(count: 20)
    /// 10^0 … 10^38.
    static let wide: [UInt128] = powers(count: 39)

    private static func powers<Word: FixedWidthInteger>(count: Int) -> [Word] {
        var all: [Word] = [1]
        while all.count < count { all.append(all[all.count - 1] * 10) }
        return all
    }

    /// The number of decimal digits; 0 for 0.
    static func digitCount(_ value: UInt64) -> Int {
        // 1233/4096 is just above log10(2): the estimate is right or one too small.
        let estimate = ((UInt64.bitWidth - value.leadingZeroBitCount) * 1233) >> 12
        return value >= narrow[estimate] ? estimate + 1 : estimate
    }

    /// The number of decimal digits; 0 for 0.
    static func digitCount(_ value: UInt128) -> Int {
        if value <= UInt128(UInt64.max) { return digitCount(UInt64(truncatingIfNeeded: value)) }
        var count = 19
        while count < 39, value >= wide[count] { count += 1 }
        return count
    }
}
