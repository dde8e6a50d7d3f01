extension JSONWriter {
    /// `null`.
    public mutating func null() { literal("null") }

    /// `true` or `false`.
    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    /// A whole number.
    public mutating func int(_ value: Int64) {
        separate()
        appendDigits(of: value)
        finishValue()
    }

    /// The shortest text that reads back as the same double; `null` for what JSON has no number for.
    public mutating func double(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        var text = value.description
        text.withUTF8 { digits in unsafe bytes.append(contentsOf: digits) }
        finishValue()
    }

    /// A number by its text, e.g. of a decimal. A text that is not a number of JSON's grammar is written as a string,
    /// so the output is always JSON.
    public mutating func number(_ text: UnsafeRawBufferPointer) {
        guard unsafe JSONNumber.isWellFormed(text) else { return unsafe string(text) }
        unsafe raw(text)
    }

    /// A number by its text; see `number(_: UnsafeRawBufferPointer)`.
    public mutating func number(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in unsafe number(UnsafeRawBufferPointer(utf8)) }
    }

    private mutating func literal(_ text: StaticString) {
        separate()
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        finishValue()
    }

    private mutating func appendDigits(of value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}

/// The grammar of numbers, RFC 8259 section 6.
enum JSONNumber {
    static func isWellFormed(_ text: UnsafeRawBufferPointer) -> Bool {
        var rest = unsafe text[...]
        if unsafe rest.first == UInt8(ascii: "-") { unsafe rest = rest.dropFirst() }
        let startsWithZero = unsafe rest.first == UInt8(ascii: "0")
        let whole = unsafe takeDigits(&rest)
        if whole == 0 || startsWithZero && whole > 1 { return false }
        if unsafe rest.first == UInt8(ascii: ".") {
            unsafe rest = rest.dropFirst()
            if unsafe takeDigits(&rest) == 0 { return false }
        }
        if let sign = unsafe rest.first, sign | 0x20 == UInt8(ascii: "e") {
            unsafe rest = rest.dropFirst()
            if let sign = unsafe rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                unsafe rest = rest.dropFirst()
            }
            if unsafe takeDigits(&rest) == 0 { return false }
        }
        return unsafe rest.isEmpty
    }

    private static func takeDigits(_ rest: inout Slice<UnsafeRawBufferPointer>) -> Int {
        var count = 0
        while let byte = unsafe rest.first, byte &- 48 < 10 {
            unsafe rest = rest.dropFirst()
            count += 1
        }
        return count
    }
}
