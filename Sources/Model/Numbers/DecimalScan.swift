/// One pass over the bytes of a number.
struct DecimalScan {
    /// Whether a minus sign was read.
    private(set) var negative = false
    /// The first 19 significant digits.
    private(set) var digits: UInt64 = 0
    /// The power of ten that belongs to `digits`.
    private(set) var exponent = 0
    /// Whether a digit that is not zero was left out of `digits`.
    private(set) var sticky = false
    private var at = 0

    /// Reads the whole text.
    mutating func run(_ text: Span<UInt8>, _ options: DecimalValue.Options) throws(DecimalFault) {
        if text.isEmpty { throw .empty }
        readSign(text)
        let start = at
        try readInteger(text, separators: options.contains(.separators))
        let bare = at == start
        if bare, !options.contains(.bareFraction) || at == text.count || text[at] != UInt8(ascii: ".") {
            throw .unexpected(at: min(at, text.count - 1))
        }
        try readFraction(text)
        if options.contains(.exponent) { try readExponent(text) }
        if at < text.count { throw .unexpected(at: at) }
    }

    private mutating func readSign(_ text: Span<UInt8>) {
        guard text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") else { return }
        negative = text[0] == UInt8(ascii: "-")
        at = 1
    }

    private mutating func readInteger(_ text: Span<UInt8>, separators: Bool) throws(DecimalFault) {
        var group = 0
        var grouped = false
        while at < text.count {
            let byte = text[at]
            if let digit = DecimalScan.digit(byte) {
                take(digit, fraction: false)
                group += 1
            } else if separators, byte == UInt8(ascii: ",") {
                guard grouped ? group == 3 : (1...3).contains(group) else { throw .separator(at: at) }
                (grouped, group) = (true, 0)
            } else {
                break
            }
            at += 1
        }
        if grouped, group != 3 { throw .separator(at: min(at, text.count - 1)) }
    }

    private mutating func readFraction(_ text: Span<UInt8>) throws(DecimalFault) {
        guard at < text.count, text[at] == UInt8(ascii: ".") else { return }
        at += 1
        let start = at
        while at < text.count, let digit = DecimalScan.digit(text[at]) {
            take(digit, fraction: true)
            at += 1
        }
        if at == start { throw .unexpected(at: min(at, text.count - 1)) }
    }

    private mutating func readExponent(_ text: Span<UInt8>) throws(DecimalFault) {
        guard at < text.count, text[at] | 0x20 == UInt8(ascii: "e") else { return }
        at += 1
        var minus = false
        if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
            minus = text[at] == UInt8(ascii: "-")
            at += 1
        }
        let start = at
        var power = 0
        while at < text.count, let digit = DecimalScan.digit(text[at]) {
            // Far beyond any exponent kept: the size of the number is decided, the rest is only read over.
            if power < 1_000_000_000 { power = power * 10 + Int(digit) }
            at += 1
        }
        if at == start { throw .unexpected(at: min(at, text.count - 1)) }
        exponent += minus ? -power : power
    }

    private mutating func take(_ digit: UInt8, fraction: Bool) {
        if digits < DecimalValue.mantissaLimit {
            digits = digits * 10 + UInt64(digit)
            if fraction { exponent -= 1 }
        } else {
            if digit != 0 { sticky = true }
            if !fraction { exponent += 1 }
        }
    }

    /// The value of an ASCII digit.
    @inline(__always)
    static func digit(_ byte: UInt8) -> UInt8? {
        let value = byte &- UInt8(ascii: "0")
        return value < 10 ? value : nil
    }
}
