import Serving
import Storage

/// What is told on standard error of consumers that stay away: once when a cursor is about to be over, once when it is, and once when the
/// consumer came back in time.
struct ConsumerReport {
    private struct Key: Hashable {
        let consumer: String
        let feed: String
    }

    private var told: [Key: ConsumerLag.State] = [:]

    /// The lines that are due, now that the consumers stand so.
    mutating func lines(of lags: [ConsumerLag]) -> [String] {
        var lines: [String] = []
        var now: [Key: ConsumerLag.State] = [:]
        for lag in lags {
            let key = Key(consumer: lag.cursor.consumer, feed: lag.cursor.feed)
            now[key] = lag.state
            guard lag.state != told[key] ?? .ok else { continue }
            lines.append("consumer \(key.consumer) on \(key.feed): \(Self.sentence(lag))")
        }
        told = now
        return lines
    }

    private static func sentence(_ lag: ConsumerLag) -> String {
        let last = "it came last at \(Times.text(lag.cursor.at))"
        switch lag.state {
        case .ok: return "it reads again"
        case .expiring:
            return "its cursor is over at \(Times.text(lag.expires)) unless it comes before that; \(last), and is "
                + "\(lag.lines) lines behind"
        case .expired: return "its cursor is over: it has to load the feed again; \(last)"
        }
    }
}
