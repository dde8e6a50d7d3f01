import Model

/// A stretch of time, its ends within, in milliseconds since 1970 (OGC API Features 1.0, 7.15.4).
struct TimeRange: Sendable, Equatable {
    let from: Int64
    let to: Int64

    /// Reads an instant, a day, or two of them with `/` between, of which one may be `..` or empty; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            guard let only = Self.stretch(parts[0]) else { return nil }
            (from, to) = (only.lowerBound, only.upperBound)
        case 2:
            let isOpen = parts.map { $0.isEmpty || $0 == ".." }
            guard isOpen != [true, true] else { return nil }
            guard let start = isOpen[0] ? Int64.min : Self.stretch(parts[0])?.lowerBound,
                let end = isOpen[1] ? Int64.max : Self.stretch(parts[1])?.upperBound, start <= end
            else { return nil }
            (from, to) = (start, end)
        default: return nil
        }
    }

    func contains(_ time: Int64) -> Bool { time >= from && time <= to }

    /// What an instant or a day (in UTC, like the days of records) means.
    private static func stretch(_ text: Substring) -> ClosedRange<Int64>? {
        if let date = try? day?.date(String(text)) {
            let start = Int64(date.daysSinceEpoch) * 86_400_000
            return start...start + 86_399_999
        }
        for pattern in patterns {
            if let instant = try? pattern.instant(String(text), zone: .utc) {
                return instant.milliseconds...instant.milliseconds
            }
        }
        return nil
    }

    private static let day = try? DatePattern("yyyy-MM-dd")
    private static let patterns = ["yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX"].compactMap {
        try? DatePattern($0)
    }
}
