extension Int64 {
    /// Reads optional sign and ASCII digits; nothing else, no blanks around.
    ///
    /// Throws ``DecimalFault/overflow`` outside of 64 bits.
    public init(decimal text: Span<UInt8>) throws(DecimalFault) {
        if text.isEmpty { throw .empty }
        let signed = text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+")
        let negative = text[0] == UInt8(ascii: "-")
        if signed, text.count == 1 { throw .unexpected(at: 0) }
        // Counted downwards: the negative side is the larger one.
        var value: Int64 = 0
        for at in (signed ? 1 : 0)..<text.count {
            guard let digit = DecimalScan.digit(text[at]) else { throw .unexpected(at: at) }
            let (tens, over) = value.multipliedReportingOverflow(by: 10)
            let (next, under) = tens.subtractingReportingOverflow(Int64(digit))
            if over || under { throw .overflow }
            value = next
        }
        if !negative, value == .min { throw .overflow }
        self = negative ? value : 0 - value
    }

    /// Reads the text's UTF-8 bytes.
    public init(decimal text: String) throws(DecimalFault) {
        self = try Int64(decimal: Array(text.utf8).span)
    }

    /// Appends the number as decimal text.
    public func appendDecimal(to buffer: inout [UInt8]) {
        if self < 0 { buffer.append(UInt8(ascii: "-")) }
        let digits = magnitude
        buffer.append(digits: digits, count: Swift.max(PowersOfTen.digitCount(digits), 1))
    }
}
