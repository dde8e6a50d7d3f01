import Monitoring
import Terminal

/// What is told of an upstream platform: when it is away and once an hour while it is, once when it is back, and what is missing or was
/// refused.
struct UpstreamReport {
    private static let again = Duration.seconds(3_600)
    private var told: ContinuousClock.Instant?
    private var isFull = false
    private var refused: Int64 = 0

    /// The lines that are due, now that forwarding stands so.
    mutating func lines(of state: UpstreamState, now: ContinuousClock.Instant = .now) -> [String] {
        var lines: [String] = []
        if let problem = state.problem {
            if told.map({ now - $0 >= Self.again }) ?? true {
                lines.append("nothing is forwarded to \(state.address): \(problem); \(Self.waiting(state))")
                told = now
            }
        } else if told != nil {
            lines.append("packets are forwarded to \(state.address) again; \(Self.waiting(state))")
            told = nil
        }
        if state.isFull, !isFull {
            lines.append(
                "the spool for \(state.address) is full (`upstream.keep`): packets are stored, but not forwarded any more"
            )
        } else if !state.isFull, isFull {
            lines.append(
                "there is room in the spool for \(state.address) again; "
                    + "\(Self.count(state.missed)) since the start were not forwarded")
        }
        if state.refused > refused {
            lines.append(
                "\(state.address) does not take \(Self.count(state.refused - refused)): set aside, "
                    + "see `envhub quarantine list --code R1040`")
        }
        isFull = state.isFull
        refused = state.refused
        return lines
    }

    private static func count(_ packets: Int64) -> String { HumanFormat.count(Int(packets), "packet") }

    /// How much waits, and since when.
    static func waiting(_ state: UpstreamState) -> String {
        guard let oldest = state.oldest, state.waiting > 0 else { return "nothing waits" }
        return "\(count(state.waiting)) wait\(state.waiting == 1 ? "s" : ""), the oldest since \(Times.text(oldest))"
    }
}
