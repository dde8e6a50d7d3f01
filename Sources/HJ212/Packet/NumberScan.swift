/// A decimal number read from bytes: `mantissa × 10^-scale`, exact up to 18 digits.
struct NumberScan {
    enum Outcome {
        case number, rounded, huge, none
    }

    /// The significant digits with their sign.
    private(set) var mantissa: Int64 = 0
    /// How many of them stand behind the point.
    private(set) var scale = 0
    /// Whether it is written in another way than the standard's `-12.5`.
    private(set) var isOdd = false
    private var digits = 0
    private var sticky = false
    private var dropped: UInt8 = 0

    /// Reads a whole text: optional sign, digits, point and digits, exponent.
    mutating func read(_ bytes: Span<UInt8>) -> Outcome {
        var at = 0
        let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
        if isNegative || bytes.count > 0 && bytes[0] == UInt8(ascii: "+") {
            isOdd = !isNegative
            at = 1
        }
        let start = at
        var isHuge = false
        while at < bytes.count, let digit = Self.digit(bytes[at]) {
            if !take(digit) { isHuge = true }
            at += 1
        }
        let whole = at - start
        let fraction = readFraction(bytes, &at)
        if fraction <= 0, whole == 0 { return .none }
        if whole == 0 || fraction == -1 { isOdd = true }
        if at < bytes.count, !readExponent(bytes, &at) { return .none }
        guard at == bytes.count else { return .none }
        if isHuge || scale < -18 || scale > 60 { return .huge }
        round()
        if isNegative { mantissa = 0 &- mantissa }
        expand()
        return sticky || dropped > 0 ? .rounded : .number
    }

    /// Writes a whole number such as `1e3` out, as far as there is room: it is stored and judged like `1000` then.
    private mutating func expand() {
        while scale < 0, mantissa.magnitude < 100_000_000_000_000_000 {
            mantissa = mantissa &* 10
            scale &+= 1
        }
    }

    /// Takes a digit in if there is room for it.
    private mutating func take(_ digit: UInt8) -> Bool {
        guard digits < 18 else { return false }
        mantissa = mantissa &* 10 &+ Int64(digit)
        if mantissa > 0 { digits &+= 1 }
        return true
    }

    /// How many digits stand behind the point; -1 for a point without any.
    private mutating func readFraction(_ bytes: Span<UInt8>, _ at: inout Int) -> Int {
        guard at < bytes.count, bytes[at] == UInt8(ascii: ".") else { return 0 }
        at += 1
        let start = at
        var isFull = false
        while at < bytes.count, let digit = Self.digit(bytes[at]) {
            if !isFull, scale < 60, take(digit) {
                scale &+= 1
            } else if !isFull {
                (isFull, dropped) = (true, digit)
            } else if digit != 0 {
                sticky = true
            }
            at += 1
        }
        return at == start ? -1 : at - start
    }

    private mutating func readExponent(_ bytes: Span<UInt8>, _ at: inout Int) -> Bool {
        guard bytes[at] | 0x20 == UInt8(ascii: "e") else { return false }
        isOdd = true
        at += 1
        var isNegative = false
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
            isNegative = bytes[at] == UInt8(ascii: "-")
            at += 1
        }
        let start = at
        var power = 0
        while at < bytes.count, let digit = Self.digit(bytes[at]) {
            power = min(power * 10 + Int(digit), 10_000)
            at += 1
        }
        scale += isNegative ? power : -power
        return at > start
    }

    /// Half to even (GB/T 8170-2008).
    private mutating func round() {
        if dropped > 5 || dropped == 5 && (sticky || mantissa & 1 == 1) { mantissa += 1 }
    }

    @inline(__always) static func digit(_ byte: UInt8) -> UInt8? {
        let value = byte &- 0x30
        return value < 10 ? value : nil
    }
}
