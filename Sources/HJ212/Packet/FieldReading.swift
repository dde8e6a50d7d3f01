/// One field while it is read.
struct FieldReading {
    var code: ByteSlice
    var suffixText: ByteSlice
    var value = ByteSlice.absent
    var mantissa: Int64 = 0
    var scale: Int8 = 0
    var suffix = FieldSuffix.none
    var kind = DataField.Kind.text
    var flagByte: UInt8 = 0
    var item: Int

    init(code: ByteSlice, suffixText: ByteSlice, item: Int) {
        self.code = code
        self.suffixText = suffixText
        self.item = item
    }

    var field: DataField {
        DataField(
            code: code, suffixText: suffixText, value: value, mantissa: mantissa, scale: scale, suffix: suffix,
            kind: kind,
            flagByte: flagByte, item: UInt16(truncatingIfNeeded: item))
    }

    /// Reads a data flag as the standard writes it: one letter of its table, up to the separator behind it.
    @inline(__always)
    mutating func readPlainFlag(_ frame: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard start < end, start &+ 1 == end || PacketDecoder.endsField(frame[start &+ 1]) else { return false }
        flagByte = frame[start]
        kind = .flag
        value = ByteSlice(start, start &+ 1)
        return DataFlag(byte: flagByte).isKnown
    }

    /// Reads a number as the standard writes it, `-12.5`, of at most 18 digits, up to the separator behind it. False for
    /// anything else.
    @inline(__always)
    mutating func readPlainNumber(_ frame: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var at = start
        let isNegative = at < end && frame[at] == UInt8(ascii: "-")
        if isNegative { at &+= 1 }
        let first = at
        var number: Int64 = 0
        var point = -1
        while at < end {
            let byte = frame[at]
            let digit = byte &- 0x30
            if digit < 10 {
                number = number &* 10 &+ Int64(digit)
            } else if byte == UInt8(ascii: "."), point < 0, at > first {
                point = at
            } else if PacketDecoder.endsField(byte) {
                break
            } else {
                return false
            }
            at &+= 1
        }
        let length = at &- first
        guard length > 0, length <= 18, point != at &- 1 else { return false }
        mantissa = isNegative ? 0 &- number : number
        scale = point < 0 ? 0 : Int8(truncatingIfNeeded: at &- point &- 1)
        kind = .number
        value = ByteSlice(start, at)
        return true
    }
}
