import Model
import Sync

extension Call {
    /// A length of time such as `180d`, in milliseconds.
    func duration(_ name: String) throws(UsageError) -> Int64? {
        guard let text = self[name] else { return nil }
        guard let milliseconds = Call.milliseconds(text) else {
            throw UsageError("--\(name) wants a number and s, m, h, d or w, such as `180d`, not `\(text)`")
        }
        return milliseconds
    }

    /// An instant: a day `2026-03-02`, the start of which is meant, or how long ago, such as `2h`.
    func instant(_ name: String) throws(UsageError) -> Int64? {
        guard let text = self[name] else { return nil }
        if let ago = Call.milliseconds(text) { return SyncRun.clock() - ago }
        if let day = try? DatePattern("yyyy-MM-dd").date(text) {
            return CivilDateTime(date: day, millisecondOfDay: 0)?.instant(in: Times.zone).milliseconds
        }
        throw UsageError("--\(name) wants a day such as `2026-03-02`, or how long ago, such as `2h`, not `\(text)`")
    }

    /// A moment that is past or now: a day `2026-03-02`, the start of which is meant, or an instant with its zone.
    func moment(_ name: String) throws(UsageError) -> Int64? {
        guard let text = self[name] else { return nil }
        if let day = try? DatePattern("yyyy-MM-dd").date(text) {
            return CivilDateTime(date: day, millisecondOfDay: 0)?.instant(in: Times.zone).milliseconds
        }
        for pattern in ["yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX"] {
            if let instant = try? DatePattern(pattern).instant(text, zone: .utc) { return instant.milliseconds }
        }
        throw UsageError(
            "--\(name) wants a day such as `2026-03-02`, or an instant with its zone such as "
                + "`2026-03-02T08:00:00+08:00`, not `\(text)`")
    }

    private static func milliseconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000]
        guard let unit = text.last, let factor = units[unit], let count = Int64(text.dropLast()),
            (0...1_000_000).contains(count)
        else { return nil }
        return count * factor
    }
}
