/// Angles as permits and inspection sheets write them: `113°3′22″`, `113度3分22.5秒`, `东经113°3'22"`, `23.68201`, `23.7N`.
public enum AngleText {
    /// Reads an angle in degrees; south and west are negative.
    public static func degrees(_ text: Span<UInt8>) throws(CoordinateFault) -> Double {
        var scan = AngleScan()
        return try scan.run(text)
    }

    /// Reads the text's UTF-8 bytes.
    public static func degrees(_ text: String) throws(CoordinateFault) -> Double {
        try degrees(Array(text.utf8).span)
    }

    /// A sign that ends a number, or a direction, by its bytes.
    static let degreeSigns = ["°", "度", "º", "˚", "d", "D"].map { Array($0.utf8) }
    static let minuteSigns = ["′", "分", "'", "’", "‘", "＇"].map { Array($0.utf8) }
    static let secondSigns = ["″", "秒", "\"", "”", "“", "＂", "''", "′′", "’’"].map { Array($0.utf8) }
    static let positive = ["东经", "北纬", "E", "N", "e", "n"].map { Array($0.utf8) }
    static let negative = ["西经", "南纬", "W", "S", "w", "s"].map { Array($0.utf8) }
}

/// One pass over an angle.
private struct AngleScan {
    private var at = 0
    private var sign = 1.0
    private var directed = false

    mutating func run(_ text: Span<UInt8>) throws(CoordinateFault) -> Double {
        if text.isEmpty { throw .text(at: 0) }
        skipBlanks(text)
        direction(text)
        if !directed, at < text.count, text[at] == UInt8(ascii: "-") {
            sign = -1
            at += 1
        }
        let angle = try angle(text)
        if !directed, sign > 0 { direction(text) }
        if at < text.count { throw .text(at: at) }
        return sign * angle
    }

    private mutating func angle(_ text: Span<UInt8>) throws(CoordinateFault) -> Double {
        let degrees = try number(text)
        guard take(AngleText.degreeSigns, text) else { return degrees }
        guard startsNumber(text) else { return degrees }
        let minutes = try number(text)
        guard take(AngleText.minuteSigns, text) else { throw .text(at: min(at, text.count - 1)) }
        var seconds = 0.0
        if startsNumber(text) {
            seconds = try number(text)
            guard take(AngleText.secondSigns, text) else { throw .text(at: min(at, text.count - 1)) }
        }
        guard minutes < 60, seconds < 60 else { throw .sixty }
        return degrees + (minutes * 60 + seconds) / 3600
    }

    private mutating func direction(_ text: Span<UInt8>) {
        if take(AngleText.positive, text) {
            directed = true
        } else if take(AngleText.negative, text) {
            directed = true
            sign = -1
        }
    }

    private func startsNumber(_ text: Span<UInt8>) -> Bool {
        at < text.count && DecimalScan.digit(text[at]) != nil
    }

    private mutating func number(_ text: Span<UInt8>) throws(CoordinateFault) -> Double {
        let start = at
        while at < text.count, DecimalScan.digit(text[at]) != nil || text[at] == UInt8(ascii: ".") { at += 1 }
        do {
            let value = try DecimalValue(text.extracting(start..<at)).doubleValue
            skipBlanks(text)
            return value
        } catch {
            throw .text(at: min(start, text.count - 1))
        }
    }

    /// Moves behind the longest sign of the list that stands here, and blanks after it.
    private mutating func take(_ signs: [[UInt8]], _ text: Span<UInt8>) -> Bool {
        var longest = 0
        for sign in signs where sign.count > longest && matches(sign, text) { longest = sign.count }
        guard longest > 0 else { return false }
        at += longest
        skipBlanks(text)
        return true
    }

    private func matches(_ sign: [UInt8], _ text: Span<UInt8>) -> Bool {
        guard at + sign.count <= text.count else { return false }
        for offset in sign.indices where text[at + offset] != sign[offset] { return false }
        return true
    }

    private mutating func skipBlanks(_ text: Span<UInt8>) {
        while at < text.count {
            let width = Blanks.width(text, at: at, end: text.count)
            if width == 0 { return }
            at += width
        }
    }
}
