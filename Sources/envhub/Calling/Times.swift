import Model
import Sync
import Terminal

/// Instants for people: in the zone of the machine's bureau, Asia/Shanghai, unless TZ says otherwise.
enum Times {
    static let zone =
        TerminalOutput.environment("TZ").flatMap(TimeZoneRules.init(named:))
        ?? TimeZoneRules(named: "Asia/Shanghai") ?? .utc

    /// `2026-11-23 09:15:02`.
    static func text(_ milliseconds: Int64?) -> String {
        guard let milliseconds else { return "" }
        var out: [UInt8] = []
        Instant(milliseconds: milliseconds).append(to: &out, in: zone)
        return String(decoding: out.prefix(19), as: UTF8.self).replacing("T", with: " ")
    }

    /// `3 min ago`.
    static func ago(_ milliseconds: Int64?) -> String {
        guard let milliseconds else { return "never" }
        return HumanFormat.ago(seconds: Int((SyncRun.clock() - milliseconds) / 1_000))
    }

    /// How long from `start` to `end`.
    static func span(_ start: Int64, _ end: Int64?) -> String {
        guard let end else { return "" }
        return HumanFormat.duration(.milliseconds(end - start))
    }
}
