extension DecimalValue {
    /// Appends the number as plain decimal text: no exponent, no zeros after the last fraction digit, `0.5`, `-1200`.
    public func append(to buffer: inout [UInt8]) {
        if isNegative { buffer.append(UInt8(ascii: "-")) }
        let digits = mantissa.magnitude
        let count = digitCount
        let power = Int(exponent)
        if power >= 0 {
            Self.append(digits, from: count, to: 0, into: &buffer)
            for _ in 0..<power { buffer.append(UInt8(ascii: "0")) }
        } else if count > -power {
            Self.append(digits, from: count, to: -power, into: &buffer)
            buffer.append(UInt8(ascii: "."))
            Self.append(digits, from: -power, to: 0, into: &buffer)
        } else {
            buffer.append(UInt8(ascii: "0"))
            buffer.append(UInt8(ascii: "."))
            for _ in 0..<(-power - count) { buffer.append(UInt8(ascii: "0")) }
            Self.append(digits, from: count, to: 0, into: &buffer)
        }
    }

    /// Appends the digits of places `from - 1` down to `to`, counted from the right.
    private static func append(_ digits: UInt64, from: Int, to: Int, into buffer: inout [UInt8]) {
        if from <= to { return }
        buffer.append(digits: to == 0 ? digits : digits / PowersOfTen.narrow[to], count: from - to)
    }
}

extension DecimalValue: CustomStringConvertible {
    /// The number as plain decimal text.
    public var description: String {
        var buffer: [UInt8] = []
        append(to: &buffer)
        return String(decoding: buffer, as: UTF8.self)
    }
}
