/// The `Retry-After` field (RFC 9110 section 10.2.3).
public enum RetryAfter {
    /// Seconds to wait from `now` (Unix time): the number, or the time left until the date, never below 0 and never
    /// above `most`. Nil for what is neither.
    public static func seconds(_ value: String, now: Int64, most: Int = 86_400) -> Int? {
        let text = trimmed(Substring(value))
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            // More digits than fit are a long time too.
            return min(Int(text) ?? .max, most)
        }
        guard let date = HTTPDate.parse(text, now: now) else { return nil }
        let (left, overflow) = date.subtractingReportingOverflow(now)
        return overflow ? most : Int(min(max(left, 0), Int64(most)))
    }
}
