import Foundation
import Model

/// How far an incremental pull has come: the largest cursor value seen.
struct HighWater: Sendable, Equatable, Comparable {
    enum Value: Sendable, Equatable {
        case instant(Instant)
        case number(DecimalValue)
        case text(String)
    }

    private(set) var value: Value

    /// The value that `text` is by the rule; nil when it is none.
    ///
    /// - Parameter zone: the zone of moments that name none.
    init?(_ text: String, of rule: CursorRule, zone: TimeZoneRules) {
        switch rule.kind {
        case .datetime(let pattern):
            guard let instant = Self.instant(text, pattern, zone) else { return nil }
            value = .instant(instant)
        case .number:
            guard let number = try? DecimalValue(text, options: .exponent) else { return nil }
            value = .number(number)
        case .text:
            if text.isEmpty { return nil }
            value = .text(text)
        }
    }

    /// The value as records write it, or by the shorter form that files may use for `start`.
    private static func instant(_ text: String, _ pattern: DatePattern, _ zone: TimeZoneRules) -> Instant? {
        if let instant = try? pattern.instant(text, zone: zone) { return instant }
        for form in ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "yyyy-MM-dd'T'HH:mm:ssXXX"] {
            guard let other = try? DatePattern(form) else { continue }
            if let day = pattern.hasTime || !other.hasTime ? try? other.instant(text, zone: zone) : nil { return day }
        }
        return nil
    }

    static func < (left: HighWater, right: HighWater) -> Bool {
        switch (left.value, right.value) {
        case (.instant(let a), .instant(let b)): a < b
        case (.number(let a), .number(let b)): a < b
        case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
        default: false
        }
    }

    /// The mark as the store keeps it, which ``init(_:of:zone:)`` reads again.
    var kept: String {
        switch value {
        case .instant(let instant): instant.description
        case .number(let number): "\(number)"
        case .text(let text): text
        }
    }

    /// What a request asks from: the mark less the lag, as the source writes it. Only moments have a lag.
    func asked(_ rule: CursorRule, lag: Duration, zone: TimeZoneRules) -> String {
        guard case .datetime(let pattern) = rule.kind, case .instant(let instant) = value else { return kept }
        let back = lag.components.seconds.multipliedReportingOverflow(by: 1000)
        let milliseconds =
            back.overflow ? Int64.max : back.partialValue + lag.components.attoseconds / 1_000_000_000_000_000
        let from = instant.adding(milliseconds: -milliseconds)
        return (rule.format ?? pattern).text(of: from, zone: zone)
    }
}

extension HighWater {
    /// How far a moment may lie ahead of the hub's clock, in milliseconds: other clocks, other zones.
    private static let mostAhead: Int64 = 86_400_000

    /// The largest cursor value of a page's records, never below `known`; what is no value of the rule does not count.
    ///
    /// A moment more than a day ahead of `now` does not count either: one mistyped year would leave out, for years and without
    /// a word, everything that the source changes from then on.
    static func highest(
        in page: RecordPage, slot: Int, rule: CursorRule, zone: TimeZoneRules, above known: String?,
        now: Int64 = Int64(Date().timeIntervalSince1970 * 1000)
    ) -> String? {
        var high = known.flatMap { HighWater($0, of: rule, zone: zone) }
        for row in 0..<page.count {
            guard let text = page.text(of: page.field(slot, row: row)),
                let value = HighWater(text, of: rule, zone: zone)
            else { continue }
            if case .instant(let moment) = value.value, moment.milliseconds > now &+ mostAhead { continue }
            if high.map({ $0 < value }) ?? true { high = value }
        }
        return high?.kept
    }
}
