import Storage

/// What is sent when, and what becomes of it: the rules of forwarding, without a socket and without a clock.
///
///     waiting ──> sent ── 9014 ──> settled: taken
///        ^         │ └─ 9011 with a reason ──> paused ──> sent again … ──> suspended
///        └─ connection lost, or no answer ─┘          … not answered on several connections ──> suspended
///     suspended ── another packet is taken ──> settled: set aside (after one last round, if it was not answered)
///     suspended ── no packet is taken ──> waiting, after a while: the platform takes nothing, and nothing is given up
///
/// Of a device whose packet was set aside, the next ones are when they are refused for the same reason: that is proven. When none
/// of its packets is answered, the next ones are waited for once each, and set aside with the next packet that is taken.
///
/// Packets go out in the order of the spool. One device's next packet waits for the answer to the one before, whatever the
/// window; so a correction never overtakes what it corrects.
struct ForwardPlan {
    /// By the connector's file.
    struct Settings: Sendable {
        /// How long an answer is waited for, in milliseconds.
        var overtime: Int64 = 10_000
        /// How often a packet is sent again on a connection.
        var recount = 3
        /// How many packets may be under way.
        var window = 1
    }

    /// After so many refusals a packet is suspended.
    static let mostRefusals = 3
    /// How long it waits between them, in milliseconds.
    static let refusalPause: Int64 = 1_000
    /// With so many strikes a packet is suspended: a connection on which it was not answered in time counts for three, one that
    /// broke for one, since most connections break for other reasons.
    static let mostStrikes = 9
    static let strikesOfSilence = 3
    /// With so many suspended packets nothing more is tried: it is not they.
    static let mostSuspended = 20
    private static let mostAnsweredAgain = 1_000
    private static let mostGaps = 64
    private static let mostKnownFaults = 10_000
    private static let silence = "it does not answer it, and answers others"

    let settings: Settings
    /// Packets that are not settled, in the order of the spool, and some that are.
    private(set) var packets: [OutgoingPacket] = []
    private var gaps = 0
    private var settled: [SpoolOutcome] = []
    /// Devices of which the last packet was set aside, with the reason: their next ones need no further proof.
    private var knownFaults: [String: String] = [:]
    /// What was answered after it had been sent more than once: further answers may come on this connection.
    private var answeredAgain: Set<String> = []
    /// Whether the next packet can only go out on another connection, because a late answer to one before could be taken for its.
    private(set) var needsConnection = false
    private(set) var underWay = 0
    private(set) var suspended = 0
    /// Before this nothing has to be sent again.
    private var nextDue = Int64.max

    init(_ settings: Settings) { self.settings = settings }

    /// How many packets are not settled.
    var count: Int { packets.count - gaps }

    /// Why packets are suspended, if that says anything of the platform: nil as long as only the faults of single devices are told
    /// once more.
    var trouble: String? {
        guard suspended > 0 else { return nil }
        for packet in packets {
            guard case .suspended(let why) = packet.standing else { continue }
            if suspended >= Self.mostSuspended || knownFaults[packet.mn] != why { return why }
        }
        return nil
    }

    /// Takes a packet in, behind the others.
    mutating func add(_ packet: OutgoingPacket) { packets.append(packet) }

    /// Sets a packet aside that can never be sent.
    mutating func setAside(_ id: Int64, why: String) { settled.append(.setAside(id: id, why: why)) }

    /// What has been settled since the last call.
    mutating func takeSettled() -> [SpoolOutcome] {
        defer { settled.removeAll(keepingCapacity: true) }
        return settled
    }

    /// The next packet to be sent, which is then under way; nil when none may be.
    mutating func next(now: Int64) -> OutgoingPacket? {
        guard underWay < settings.window, suspended < Self.mostSuspended, !needsConnection else { return nil }
        guard let packet = nextWaiting() else { return nil }
        if !answeredAgain.isEmpty, answeredAgain.contains(packet.key) {
            needsConnection = true
            return nil
        }
        packet.standing = .sent(at: now)
        packet.sends = 1
        underWay += 1
        nextDue = min(nextDue, now + settings.overtime)
        return packet
    }

    /// The first packet that waits for nothing but its turn.
    private func nextWaiting() -> OutgoingPacket? {
        var devices: Set<Int> = []
        var exchanges: Set<Int> = []
        if underWay > 0 { for packet in packets where packet.isUnderWay { exchanges.insert(packet.exchange) } }
        for packet in packets {
            switch packet.standing {
            case .waiting:
                if !devices.contains(packet.device), !exchanges.contains(packet.exchange) { return packet }
            case .sent, .paused: break
            // Whoever was refused is not waited for: the platform has said that it does not want it.
            case .suspended: if !packet.isSilent { continue }
            case .settled: continue
            }
            devices.insert(packet.device)
        }
        return nil
    }

    /// What has to be sent again now.
    ///
    /// - Returns: the packets; nil when one was not answered as often as it may be, so that the connection is of no use.
    mutating func due(now: Int64) -> [OutgoingPacket]? {
        guard underWay > 0, now >= nextDue else { return [] }
        var again: [OutgoingPacket] = []
        nextDue = .max
        for packet in packets {
            switch packet.standing {
            case .sent(let at) where now - at >= settings.overtime:
                if knownFaults[packet.mn] == Self.silence {
                    // What is not answered is known of this device: it costs others no connection.
                    underWay -= 1
                    suspend(packet, Self.silence, isSilent: true)
                    continue
                }
                if isExhausted(packet, now) {
                    nextDue = now
                    return nil
                }
                packet.sends += 1
                packet.standing = .sent(at: now)
                again.append(packet)
            case .paused(let until) where until <= now:
                packet.standing = .sent(at: now)
                again.append(packet)
            default: break
            }
            nextDue = min(nextDue, deadline(of: packet))
        }
        return again
    }

    private func deadline(of packet: OutgoingPacket) -> Int64 {
        switch packet.standing {
        case .sent(let at): at + settings.overtime
        case .paused(let until): until
        case .waiting, .suspended, .settled: .max
        }
    }

    private func isExhausted(_ packet: OutgoingPacket, _ now: Int64) -> Bool {
        guard case .sent(let at) = packet.standing else { return false }
        return packet.sends > settings.recount && now - at >= settings.overtime
    }

    /// The connection is over: what was under way is sent on the next one, unless it has been there too often.
    mutating func disconnected(now: Int64) {
        for packet in packets {
            defer { packet.sends = 0 }
            guard packet.isUnderWay else { continue }
            packet.strikes += isExhausted(packet, now) ? Self.strikesOfSilence : 1
            packet.standing = .waiting
            if packet.isLast {
                guard packet.strikes >= Self.mostStrikes + Self.strikesOfSilence else { continue }
                setAside(packet, why: Self.silence)
            } else if packet.strikes >= Self.mostStrikes {
                suspend(packet, "it does not answer", isSilent: true)
            }
        }
        underWay = 0
        answeredAgain.removeAll()
        needsConnection = false
        drop()
    }

    /// The platform has answered.
    ///
    /// - Parameter mn: the device that the answer names; nil when it names none.
    /// - Returns: whether that was waited for.
    mutating func answered(qn: String, mn: String?, _ verdict: UpstreamAnswer.Verdict, now: Int64) -> Bool {
        let packet = packets.first { packet in
            packet.isOwedAnAnswer && packet.qn == qn && (mn == nil || mn == packet.mn)
        }
        guard let packet else { return false }
        let isLate = packet.isSuspended
        if isLate { suspended -= 1 } else { underWay -= 1 }
        switch verdict {
        case .taken: take(packet)
        case .refused(let why): isLate ? suspend(packet, why, isSilent: false) : refuse(packet, why, now)
        }
        drop()
        return true
    }

    private mutating func take(_ packet: OutgoingPacket) {
        expectMore(packet)
        settle(packet, .taken(id: packet.id))
        knownFaults[packet.mn] = nil
        if suspended > 0 { blameSuspended() }
    }

    /// A packet was taken: those that were not are to blame themselves.
    private mutating func blameSuspended() {
        for packet in packets {
            guard case .suspended(let why) = packet.standing else { continue }
            suspended -= 1
            if packet.isSilent, knownFaults[packet.mn] != why {
                packet.isSilent = false
                packet.isLast = true
                packet.standing = .waiting
            } else {
                setAside(packet, why: why)
            }
        }
    }

    private mutating func refuse(_ packet: OutgoingPacket, _ why: String, _ now: Int64) {
        packet.refusals += 1
        if knownFaults[packet.mn] == why {
            setAside(packet, why: why)
        } else if packet.refusals < Self.mostRefusals {
            packet.standing = .paused(until: now + Self.refusalPause)
            nextDue = min(nextDue, now + Self.refusalPause)
            underWay += 1
        } else {
            suspend(packet, why, isSilent: false)
        }
    }

    private mutating func suspend(_ packet: OutgoingPacket, _ why: String, isSilent: Bool) {
        packet.standing = .suspended(why: why)
        packet.isSilent = isSilent
        suspended += 1
    }

    private mutating func setAside(_ packet: OutgoingPacket, why: String) {
        expectMore(packet)
        if knownFaults.count < Self.mostKnownFaults { knownFaults[packet.mn] = why }
        settle(packet, .setAside(id: packet.id, why: why))
    }

    /// A packet that was sent more than once on this connection, or was not answered on it, may be answered again.
    private mutating func expectMore(_ packet: OutgoingPacket) {
        if packet.sends > 1 || packet.refusals > 0 || packet.isSilent { answeredAgain.insert(packet.key) }
        if answeredAgain.count > Self.mostAnsweredAgain { needsConnection = true }
    }

    private mutating func settle(_ packet: OutgoingPacket, _ outcome: SpoolOutcome) {
        packet.standing = .settled
        gaps += 1
        settled.append(outcome)
    }

    /// Forgets settled packets: those at the front, which is where most are, and the others when there are many.
    private mutating func drop() {
        let front = packets.prefix { $0.standing == .settled }.count
        packets.removeFirst(front)
        gaps -= front
        guard gaps > Self.mostGaps else { return }
        packets.removeAll { $0.standing == .settled }
        gaps = 0
    }

    /// Lets suspended packets be tried once more: the platform takes nothing, or there is nothing else to try it with.
    mutating func release() {
        for packet in packets where packet.isSuspended {
            packet.standing = .waiting
            packet.isSilent = false
            packet.refusals = min(packet.refusals, Self.mostRefusals - 1)
            packet.strikes = min(packet.strikes, Self.mostStrikes - Self.strikesOfSilence)
        }
        suspended = 0
    }
}
