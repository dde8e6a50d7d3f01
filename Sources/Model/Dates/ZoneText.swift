/// Zone offsets as texts write them: `Z`, `+08`, `+0800`, `+08:00`.
enum ZoneText {
    /// Reads an offset at `at` and moves behind it; nil when there is none. Seconds east of Greenwich.
    static func read(_ text: Span<UInt8>, _ at: inout Int) -> Int32? {
        guard at < text.count else { return nil }
        let sign = text[at]
        if sign == UInt8(ascii: "Z") {
            at += 1
            return 0
        }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        guard let hours = pair(text, at + 1), hours <= 14 else { return nil }
        var next = at + 3
        var minutes: Int32 = 0
        let colon = next < text.count && text[next] == UInt8(ascii: ":")
        if let pair = pair(text, colon ? next + 1 : next) {
            minutes = pair
            next += colon ? 3 : 2
        } else if colon {
            return nil
        }
        guard minutes < 60 else { return nil }
        at = next
        let seconds = hours * 3600 + minutes * 60
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }

    private static func pair(_ text: Span<UInt8>, _ at: Int) -> Int32? {
        guard at + 1 < text.count, let tens = DecimalScan.digit(text[at]), let ones = DecimalScan.digit(text[at + 1])
        else { return nil }
        return Int32(tens) * 10 + Int32(ones)
    }
}
