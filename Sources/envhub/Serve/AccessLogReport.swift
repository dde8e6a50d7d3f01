import Storage
import Terminal

/// What is told of the access log on standard error: when it is late and once a minute while it is, and once when it is not any more.
struct AccessLogReport {
    private static let again = Duration.seconds(60)
    private var told: ContinuousClock.Instant?

    /// The lines that are due, now that the log fares so.
    mutating func lines(of health: AccessLog.Health, now: ContinuousClock.Instant = .now) -> [String] {
        guard health.isLate else {
            defer { told = nil }
            return told == nil ? [] : ["it is written and signed in time again"]
        }
        if let told, now - told < Self.again { return [] }
        told = now
        let waiting =
            "\(HumanFormat.count(health.waiting, "row")) of \(HumanFormat.count(health.capacity)) wait to be written"
        let what = health.problem.map { "\($0); " } ?? ""
        return [
            what + waiting
                + (health.waiting >= health.capacity
                    ? ": nobody is answered" : "; when it is full nobody is answered any more")
        ]
    }
}
