/// How often something may happen: `5/s` is 5 per second.
public struct ConfigRate: Sendable, Equatable {
    /// How many.
    public let count: Int
    /// In how long.
    public let per: Duration

    /// The mean time between two.
    public var interval: Duration { per / max(count, 1) }
}

extension ConfigValue {
    /// A duration: `500ms`, `30s`, `5m`, `2h`, `30d`, `4w`.
    public func duration() -> Duration? {
        guard let text = text() else { return nil }
        if let duration = Self.duration(text) { return duration }
        reportInvalid("a duration", help: Self.durationHelp)
        return nil
    }

    /// A range of durations: `1s..60s`.
    public func durationRange() -> ClosedRange<Duration>? {
        guard let text = text() else { return nil }
        let parts = text.split(separator: "..", omittingEmptySubsequences: false)
        let ends = parts.compactMap { Self.duration(String($0)) }
        if parts.count == 2, ends.count == 2, ends[0] <= ends[1] { return ends[0]...ends[1] }
        reportInvalid("a range of durations", help: "write `1s..60s`, the shorter first")
        return nil
    }

    /// A size in bytes: `512B`, `16KB`, `64MB`, `2GB`; a KB is 1024 bytes.
    public func byteSize() -> Int? {
        guard let text = text() else { return nil }
        let factors = ["B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30]
        if let (number, unit) = Self.parts(text), let factor = factors[unit] {
            let (product, overflow) = number.multipliedReportingOverflow(by: factor)
            if !overflow { return product }
        }
        reportInvalid("a size", help: "write a number and B, KB, MB or GB, such as `64MB`")
        return nil
    }

    /// A percentage from 0 % to 100 % as a fraction: `2%` is 0.02.
    public func percentage() -> Double? {
        guard let text = text() else { return nil }
        if text.hasSuffix("%"), let number = Self.plainNumber(text.dropLast()), (0...100).contains(number) {
            return number / 100
        }
        reportInvalid("a percentage", help: "write a number from 0 to 100 and `%`, such as `2%`")
        return nil
    }

    /// A rate: `5/s`, `100/m`, `10/h`.
    public func rate() -> ConfigRate? {
        guard let text = text() else { return nil }
        let periods: [String: Duration] = ["s": .seconds(1), "m": .seconds(60), "h": .seconds(3600)]
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2, let count = Int(parts[0]), (1...1_000_000).contains(count),
            let per = periods[String(parts[1])]
        {
            return ConfigRate(count: count, per: per)
        }
        reportInvalid("a rate", help: "write `5/s`, `100/m` or `10/h`")
        return nil
    }

    /// A length in metres, above zero and at most 1000 km: `50 m`, `1.5 km`.
    public func metres() -> Double? {
        guard let text = text() else { return nil }
        let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." }
        let factors = ["m": 1.0, "km": 1000.0]
        if let number = Self.plainNumber(digits), number > 0,
            let factor = factors[String(text.dropFirst(digits.count).drop { $0 == " " })], number * factor <= 1e6
        {
            return number * factor
        }
        reportInvalid("a length", help: "write a number and m or km, such as `50 m`")
        return nil
    }

    static let durationHelp = "write a number and ms, s, m, h, d or w, such as `30s`"

    static func duration(_ text: String) -> Duration? {
        let units: [String: Int] = [
            "ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
        ]
        guard let (number, unit) = parts(text), let factor = units[unit], number <= 1_000_000_000 else { return nil }
        return .milliseconds(number * factor)
    }

    /// A number without a sign and the word behind it.
    private static func parts(_ text: String) -> (Int, String)? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard let number = Int(digits) else { return nil }
        return (number, String(text.dropFirst(digits.count)))
    }
}
