/// Dates of HTTP (RFC 9110 section 5.6.7), in seconds of Unix time.
public enum HTTPDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// Reads all three forms that a reader must know: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37
    /// GMT` (a year that would be more than 50 years ahead of `now` is of the last century) and `Sun Nov  6 08:49:37
    /// 1994`. Nil for anything else.
    public static func parse(_ text: String, now: Int64 = 0) -> Int64? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        guard (5...7).contains(words.count) else { return nil }
        if words.count == 5 { return seconds(words[4], words[1], words[2], words[3], now) }
        guard words.count == 6, words[5] == "GMT" else { return nil }
        return seconds(words[3], words[2], words[1], words[4], now)
    }

    /// The first form.
    public static func format(_ time: Int64) -> String {
        let (days, rest) = floorDivide(time, by: 86_400)
        let date = civilDate(days)
        let weekday = weekdays[Int(floorDivide(days + 4, by: 7).1)]
        let month = months[date.month - 1]
        let name = month.prefix(1).uppercased() + month.dropFirst()
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { two(Int($0)) }.joined(separator: ":")
        let year = String(date.year)
        return
            "\(weekday), \(two(date.day)) \(name) \(String(repeating: "0", count: max(4 - year.count, 0)))\(year) \(clock) GMT"
    }

    /// The number of a month's English name of three letters, 1 to 12.
    static func month(_ name: String) -> Int? { months.firstIndex(of: name.lowercased()).map { $0 + 1 } }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func seconds(
        _ year: String, _ month: String, _ day: String, _ clock: String, _ now: Int64
    ) -> Int64? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0), digits: 2) }
        guard let month = Self.month(month), let day = number(day, digits: 2), parts.count == 3,
            let hour = parts[0], let minute = parts[1], let second = parts[2], hour < 24, minute < 60, second <= 60,
            var full = number(year, digits: 4), (1...daysIn(month, full)).contains(day)
        else { return nil }
        if year.count == 2 {
            full += 2000
            if full > civilDate(floorDivide(now, by: 86_400).0).year + 50 { full -= 100 }
        }
        return unixSeconds(year: full, month: month, day: day) + Int64(hour * 3600 + minute * 60 + second)
    }

    private static func number(_ text: String, digits: Int) -> Int? {
        guard (1...digits).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
