extension CivilDate: CustomStringConvertible {
    /// Appends `2024-02-29`.
    public func append(to buffer: inout [UInt8]) {
        buffer.appendDigits(year, width: 4)
        buffer.append(UInt8(ascii: "-"))
        buffer.appendDigits(month, width: 2)
        buffer.append(UInt8(ascii: "-"))
        buffer.appendDigits(day, width: 2)
    }

    /// The day as `2024-02-29`.
    public var description: String {
        var buffer: [UInt8] = []
        append(to: &buffer)
        return String(decoding: buffer, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Appends a number that is not negative, with zeros before it.
    mutating func appendDigits(_ value: Int, width: Int) {
        append(digits: UInt64(value.magnitude), count: width)
    }
}
