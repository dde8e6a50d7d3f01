/// Numbers, sizes and times for people to read.
public enum HumanFormat {
    /// A whole number with a comma at every thousand: `1,234,567`.
    public static func count(_ value: Int) -> String {
        var digits = String(value.magnitude)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return value < 0 ? "-" + digits : digits
    }

    /// So many of something: `1 record`, `1,234 records`, `2 entities`.
    public static func count(_ value: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(count(value)) \(value == 1 ? noun : plural ?? noun + "s")"
    }

    /// A size in bytes in powers of 1000: `999 B`, `12.3 MB`.
    public static func bytes(_ count: Int) -> String {
        let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
        var value = Double(count.magnitude)
        guard value >= 1000 else { return "\(count) B" }
        var unit = -1
        // 999.95 would be shown as 1000.0.
        while value >= 999.95, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return (count < 0 ? "-" : "") + tenths(value) + " " + units[max(unit, 0)]
    }

    /// A length of time: `0 ms`, `250 ms`, `1.2 s`, `3 min 5 s`, `2 h 10 min`, `4 d 3 h`.
    public static func duration(_ duration: Duration) -> String {
        let parts = duration.components
        let (seconds, attoseconds) = (max(parts.seconds, 0), max(parts.attoseconds, 0))
        if seconds == 0 { return "\(attoseconds / 1_000_000_000_000_000) ms" }
        if seconds < 60 { return tenths(min(Double(seconds) + Double(attoseconds) / 1e18, 59.9)) + " s" }
        if seconds < 3600 { return pair(seconds / 60, "min", seconds % 60, "s") }
        if seconds < 86_400 { return pair(seconds / 3600, "h", seconds % 3600 / 60, "min") }
        return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h")
    }

    /// How long ago something was: `just now`, `3 min ago`; `in 3 min` when it is still to come.
    public static func ago(seconds: Int) -> String {
        let distance = Int(clamping: seconds.magnitude)
        let text =
            switch distance {
            case ..<5: "now"
            case ..<60: "\(distance) s"
            case ..<3600: "\(distance / 60) min"
            case ..<86_400: "\(distance / 3600) h"
            default: "\(distance / 86_400) d"
            }
        if distance < 5 { return "just now" }
        return seconds < 0 ? "in \(text)" : "\(text) ago"
    }

    /// A part of a whole: `12.3 %`; `–` when the whole is 0.
    public static func percent(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "–" : tenths(100 * Double(part) / Double(whole)) + " %"
    }

    private static func pair(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String) -> String {
        small == 0 ? "\(large) \(largeUnit)" : "\(large) \(largeUnit) \(small) \(smallUnit)"
    }

    /// With one decimal, rounded.
    private static func tenths(_ value: Double) -> String {
        let tenths = Int(exactly: (value * 10).rounded()) ?? 0
        let sign = tenths < 0 ? "-" : ""
        return "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
