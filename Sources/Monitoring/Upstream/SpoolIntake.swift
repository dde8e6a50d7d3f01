import Connectors
import HJ212
import Model
import Storage
import Synchronization

/// What of the devices' packets comes into the spool and what goes out of it, inside the transactions of ``IntakeWriter``.
///
/// What a device was told is stored is in the spool too, for both are one commit; and a packet that says nothing new comes into
/// neither. All but ``put(_:)`` and ``state`` belongs to the writer's queue.
final class SpoolIntake: @unchecked Sendable {
    private struct Pending {
        var outcomes: [SpoolOutcome] = []
        var isScheduled = false
    }

    /// No more of a packet is kept when it is set aside.
    private static let mostKept = 16_384

    let rules: UpstreamRules
    private let now: @Sendable () -> Int64
    private let begun: SpoolCounts
    /// By the number of the point.
    private var isForwarded: [Int64: Bool] = [:]
    private var hasNew = false
    private var settling = 0
    private let pending = Mutex(Pending())
    /// How it stands, but for the connection.
    let state: Mutex<UpstreamState>

    init(_ rules: UpstreamRules, _ store: SeriesStore, now: @escaping @Sendable () -> Int64) throws {
        self.rules = rules
        self.now = now
        begun = try store.spool.counts()
        state = Mutex(UpstreamState(address: rules.address))
        try show(store)
    }

    /// Takes in a packet that has brought something new. Inside a transaction.
    func take(
        _ packet: Packet, _ frame: Span<UInt8>, _ reading: SeriesID, mn: String, at time: Int64, _ store: SeriesStore
    ) throws {
        guard isForwarded(reading, mn) else { return }
        let addition = unsafe try store.spool.add(
            frame.bytes, at: time, needsQN: !packet.qn.isPresent || packet.qn.isEmpty, limit: Int64(rules.keep))
        hasNew = true
        switch addition {
        case .added, .full(isFirst: false): break
        case .full(isFirst: true):
            let kept = unsafe frame.withUnsafeBufferPointer { unsafe Array($0.prefix(Self.mostKept)) }
            try store.put(
                Notice(
                    .refused, key: "upstream-full-\(time)", at: time,
                    fault:
                        "not forwarded to \(rules.address): \(rules.keep >> 20) MB wait there already (`upstream.keep`); "
                        + "this packet and those after it are stored, but not forwarded", body: kept))
        case .addedAfter(let gap):
            let text = "\(gap.missed) packets that came from \(Self.text(gap.since)) to \(Self.text(time))"
            try store.put(
                Notice(
                    .refused, key: "upstream-gap-\(gap.since)", at: time,
                    fault: "not forwarded to \(rules.address): \(text); there is room again", body: Array(text.utf8)))
        }
    }

    private func isForwarded(_ series: SeriesID, _ mn: String) -> Bool {
        let period: DeviceRules.Period? =
            switch series.period {
            case .realtime, .state: .realtime
            case .minute: .minute
            case .hour: .hour
            case .day, .running: .day
            case .year, nil: nil
            }
        guard let period, rules.periods.contains(period) else { return false }
        if let known = isForwarded[series.point] { return known }
        let takes = rules.takes(mn)
        isForwarded[series.point] = takes
        return takes
    }

    /// Takes note of what became of packets. Any thread may call this.
    ///
    /// - Returns: whether a commit has to be arranged for.
    func put(_ outcomes: [SpoolOutcome]) -> Bool {
        pending.withLock { pending in
            pending.outcomes += outcomes
            defer { pending.isScheduled = true }
            return !pending.isScheduled
        }
    }

    /// Whether there is something to settle; the commit that was arranged for is this one.
    func isDue() -> Bool {
        pending.withLock { pending in
            pending.isScheduled = false
            return !pending.outcomes.isEmpty
        }
    }

    /// Lets go of what has been settled so far. Inside a transaction.
    func settle(_ store: SeriesStore) throws {
        let outcomes = pending.withLock { $0.outcomes }
        for outcome in outcomes {
            if case .setAside(let id, let why) = outcome, let packet = try store.spool.packet(id) {
                try store.put(
                    Notice(
                        .refused, key: "upstream-\(id)", at: now(), fault: "not forwarded to \(rules.address): \(why)",
                        body: Array(packet.frame.prefix(Self.mostKept))))
            }
            try store.spool.remove(outcome)
        }
        settling = outcomes.count
    }

    /// After a commit.
    ///
    /// - Returns: whether something has come in.
    func committed(_ store: SeriesStore) -> Bool {
        if settling > 0 { pending.withLock { $0.outcomes.removeFirst(settling) } }
        let isChanged = hasNew || settling > 0
        settling = 0
        defer { hasNew = false }
        if isChanged { try? show(store) }
        return hasNew
    }

    /// After a rollback.
    func forget() {
        isForwarded = [:]
        hasNew = false
        settling = 0
    }

    private func show(_ store: SeriesStore) throws {
        let counts = try store.spool.counts()
        let oldest = try store.spool.oldest()
        state.withLock { state in
            state.waiting = counts.waiting
            state.bytes = counts.bytes
            state.oldest = oldest
            state.sent = counts.sent - begun.sent
            state.refused = counts.refused - begun.refused
            state.missed = counts.missed - begun.missed
            state.isFull = counts.gap != nil
        }
    }

    private static func text(_ time: Int64) -> String { "\(Instant(milliseconds: time))" }
}
