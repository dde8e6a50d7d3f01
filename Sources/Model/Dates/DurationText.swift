/// Lengths of time as ISO 8601 (GB/T 7408.1-2023) writes them: `P1DT2H30M`, `PT0.5S`, `-PT1H`.
///
/// Years and months have no length of their own and are not read.
public enum DurationText {
    private static let dateUnits: [(sign: Character, milliseconds: Int64)] = [("W", 604_800_000), ("D", 86_400_000)]
    private static let timeUnits: [(sign: Character, milliseconds: Int64)] = [
        ("H", 3_600_000), ("M", 60_000), ("S", 1_000),
    ]

    /// The longest that is kept: ten thousand years.
    public static let longest: Int64 = 315_576_000_000_000

    /// The milliseconds of a text; nil if it is no duration.
    public static func milliseconds(_ text: String) -> Int64? {
        let isNegative = text.hasPrefix("-")
        var rest = text.dropFirst(isNegative ? 1 : 0)
        guard rest.first == "P", rest.utf8.count <= 60 else { return nil }
        rest = rest.dropFirst()
        let halves = rest.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let days = sum(halves[0], dateUnits) else { return nil }
        var total = days
        if halves.count == 2 {
            guard !halves[1].isEmpty, let time = sum(halves[1], timeUnits) else { return nil }
            total += time
        }
        guard !rest.isEmpty, total <= longest else { return nil }
        return isNegative ? -total : total
    }

    /// The sum of numbers with their signs, each sign once and in order.
    private static func sum(_ text: Substring, _ units: [(sign: Character, milliseconds: Int64)]) -> Int64? {
        var (rest, total, next) = (text, Int64(0), 0)
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            guard let sign = rest.first, let unit = units[next...].firstIndex(where: { $0.sign == sign }),
                let number = try? DecimalValue(String(digits)),
                let length = try? DecimalValue(units[unit].milliseconds),
                let product = try? number.multiplied(by: length),
                let whole = try? Int64(decimal: product.rounded(places: 0).description), whole <= longest
            else { return nil }
            rest = rest.dropFirst()
            total += whole
            next = unit + 1
        }
        return total
    }

    /// The text of a number of milliseconds; days are the greatest unit.
    public static func text(_ milliseconds: Int64) -> String {
        let sign = milliseconds < 0 ? "-" : ""
        let whole = milliseconds.magnitude
        let (days, rest) = whole.quotientAndRemainder(dividingBy: 86_400_000)
        let (hours, minutes) = (rest / 3_600_000, rest / 60_000 % 60)
        let seconds = rest % 60_000
        var time = hours > 0 ? "\(hours)H" : ""
        if minutes > 0 { time += "\(minutes)M" }
        if seconds > 0, let number = try? DecimalValue(mantissa: Int64(seconds), exponent: -3) { time += "\(number)S" }
        if time.isEmpty { return days > 0 ? "\(sign)P\(days)D" : "PT0S" }
        return sign + "P" + (days > 0 ? "\(days)D" : "") + "T" + time
    }
}
