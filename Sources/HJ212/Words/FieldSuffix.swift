/// What follows a factor and `-` in a key: the kind of its value (HJ 212-2017 table 4, HJ/T 212-2005, HJ 212-2025).
public enum FieldSuffix: UInt8, Sendable, CaseIterable {
    /// The key has none.
    case none
    /// One that the standard does not know; it is kept as written.
    case other
    // Numbers.
    case rtd, min, avg, max, cou, zsRtd, zsMin, zsAvg, zsMax, data, dayData, nightData, rs, rt
    case validNum, totalNum, upValue, lowValue, sampleRd, standardValue
    // Something else.
    case flag, eFlag, sampleTime, completeTime, info, sn, sampleType, resultType, ala

    /// What kind of value belongs to it.
    public enum Value: Sendable {
        case number, flag, time, text
    }

    /// What kind of value belongs to it.
    @inline(__always) public var value: Value {
        if rawValue >= FieldSuffix.rtd.rawValue, rawValue <= FieldSuffix.standardValue.rawValue { return .number }
        if self == .flag { return .flag }
        return self == .sampleTime || self == .completeTime ? .time : .text
    }

    /// Whether its value is a number or a data flag.
    @inline(__always) var isPlain: Bool {
        rawValue >= FieldSuffix.rtd.rawValue && rawValue <= FieldSuffix.flag.rawValue
    }

    /// As it is written, such as `ZsAvg`; empty for ``none`` and ``other``.
    public var name: StaticString { row.name }
    /// In Chinese.
    public var zh: String { row.zh }
    /// In English.
    public var en: String { row.en }

    /// The suffix of these letters.
    ///
    /// - Parameter isExact: false when it is one in other letters than the standard's, such as `flag`.
    @inline(__always)
    static func of(_ packed: UInt64, _ length: Int, _ rest: Span<UInt8>) -> (suffix: FieldSuffix, isExact: Bool) {
        switch packed {
        case key("Rtd"): return (.rtd, true)
        case key("Flag"): return (.flag, true)
        case key("Avg"): return (.avg, true)
        case key("Min"): return (.min, true)
        case key("Max"): return (.max, true)
        case key("Cou"): return (.cou, true)
        case key("ZsRtd"): return (.zsRtd, true)
        case key("ZsAvg"): return (.zsAvg, true)
        case key("ZsMin"): return (.zsMin, true)
        case key("ZsMax"): return (.zsMax, true)
        default: return rare(rest)
        }
    }

    /// Up to eight letters as a number, the first lowest.
    @inline(__always)
    static func key(_ name: StaticString) -> UInt64 {
        var packed: UInt64 = 0
        for index in 0..<name.utf8CodeUnitCount {
            packed |= UInt64(name.letter(index)) << UInt64(index * 8)
        }
        return packed
    }

    @inline(never)
    private static func rare(_ letters: Span<UInt8>) -> (suffix: FieldSuffix, isExact: Bool) {
        for suffix in allCases where letters.count == suffix.name.utf8CodeUnitCount && letters.count > 0 {
            var (isSame, isExact) = (true, true)
            for index in 0..<letters.count {
                let expected = suffix.name.letter(index)
                if letters[index] != expected { isExact = false }
                if letters[index] | 0x20 != expected | 0x20 { isSame = false }
            }
            if isSame { return (suffix, isExact) }
        }
        return (.other, true)
    }
}

extension StaticString {
    /// A letter of a name that the source text holds.
    @inline(__always) func letter(_ index: Int) -> UInt8 {
        precondition(index >= 0 && index < utf8CodeUnitCount)
        return unsafe utf8Start[index]
    }
}
