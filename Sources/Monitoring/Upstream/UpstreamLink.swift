import Connectors
import Foundation
import HJ212
import Sockets
import Storage
import Synchronization

/// The connection to the upstream platform: made, used and made again, as ``ForwardPlan`` says. Confined to its loop's thread.
///
///     spool ── read in order ──> ForwardPlan ──> socket ──> platform
///     spool <── out of it, with the next commit ── settled <── answers ──┘
final class UpstreamLink: SocketHandler, @unchecked Sendable {
    /// How many packets are read ahead: usually, and when devices keep one another waiting.
    private static let ahead = 64
    private static let mostAhead = 4_096
    /// With more bytes that are no packets, and no answer among them, it is no platform.
    private static let mostNoise = 1 << 20
    /// After so many milliseconds the end of a connection on which nothing was sent is nothing to wonder at.
    private static let longEnough: Int64 = 60_000

    private let loop: SocketLoop
    private let rules: UpstreamRules
    private let timing: UpstreamTiming
    private let reader: SpoolReader
    private let settle: @Sendable ([SpoolOutcome]) -> Void
    private var plan: ForwardPlan
    private var framer: UpstreamFramer
    private var decoder = PacketDecoder()
    private var answers = FrameWriter()
    private var random = SystemRandomNumberGenerator()
    /// What others may see.
    let seen: Mutex<(isConnected: Bool, problem: String?)> = Mutex((false, nil))

    private var connection: ConnectionID?
    private var isOpen = false
    private var isLookingUp = false
    private var openedAt: Int64 = 0
    private var connectAt: Int64 = 0
    private var attempts = 0
    private var buffer = FrameBuffer()
    private var heardAt: Int64 = 0
    private var noise = 0
    /// How many packets were answered on this connection.
    private var answered = 0
    /// What was answered last that nobody had asked for.
    private var stray: String?
    private var backoff: Backoff
    private var failure: String?
    /// Why this side closes the connection.
    private var closing: String?
    private var spoolProblem: String?
    private var hold: Backoff
    private var heldUntil: Int64?
    private var lastRead: Int64 = 0
    private var isAllRead = false

    init(
        _ loop: SocketLoop, _ rules: UpstreamRules, framer: UpstreamFramer, reader: SpoolReader, timing: UpstreamTiming,
        settle: @escaping @Sendable ([SpoolOutcome]) -> Void
    ) {
        self.loop = loop
        self.rules = rules
        self.framer = framer
        self.reader = reader
        self.timing = timing
        self.settle = settle
        plan = ForwardPlan(
            ForwardPlan.Settings(
                overtime: Int64(rules.overtime / .milliseconds(1)), recount: rules.recount, window: rules.window))
        backoff = Backoff(first: timing.firstWait, most: timing.longestWait)
        hold = Backoff(first: timing.firstHold, most: timing.longestHold)
    }

    /// There is more in the spool. Any thread may call this.
    func wake() { loop.wake { [weak self] _ in self?.isAllRead = false } }

    func opened(_ connection: ConnectionID, peer: String) {
        guard connection == self.connection else { return }
        isOpen = true
        openedAt = now()
        heardAt = openedAt
        (noise, answered, stray) = (0, 0, nil)
        buffer = FrameBuffer()
    }

    func received(_ bytes: borrowing RawSpan, on connection: ConnectionID) {
        guard connection == self.connection else { return }
        heardAt = now()
        unsafe bytes.withUnsafeBytes { unsafe buffer.append($0.bindMemory(to: UInt8.self).span) }
        takeFrames(isSilent: false)
        if noise > Self.mostNoise { close("it sends something else than answers") }
    }

    func closed(_ connection: ConnectionID, why: ConnectionEnd) {
        guard connection == self.connection else { return }
        let now = now()
        self.connection = nil
        plan.disconnected(now: now)
        if isOpen, answered > 0 {
            // Some platforms hang up after each answer.
            connectAt = now
        } else {
            let isHarmless = isOpen && now - openedAt >= Self.longEnough
            fail(closing ?? why.sentence(isOpen: isOpen), now, isHarmless: isHarmless)
        }
        isOpen = false
        closing = nil
    }

    private func close(_ reason: String) {
        guard let connection else { return }
        closing = reason
        loop.close(connection)
    }

    func rested() {
        let now = now()
        if isOpen { send(now) } else { connect(now) }
        let settled = plan.takeSettled()
        if !settled.isEmpty { settle(settled) }
        show()
    }

    func ticked() {}

    // MARK: Connecting

    private func connect(_ now: Int64) {
        if connection != nil {
            if now - openedAt > timing.connecting { close("cannot connect: no answer") }
            return
        }
        guard !isLookingUp, now >= connectAt else { return }
        isLookingUp = true
        let host = rules.host
        // A resolver may take long, and must not keep whoever stops the hub.
        weak let link = self
        let thread = Thread { [loop] in
            let found = Result { () throws(SocketError) in try HostAddresses.of(host) }
            loop.wake { _ in link?.found(found) }
        }
        thread.name = "envhub.lookup"
        thread.start()
    }

    private func found(_ addresses: Result<[String], SocketError>) {
        isLookingUp = false
        let now = now()
        do throws(SocketError) {
            let hosts = try addresses.get()
            let host = hosts[attempts % hosts.count]
            attempts += 1
            openedAt = now
            connection = try loop.connect(host: host, port: rules.port)
        } catch {
            fail("\(error)", now, isHarmless: false)
        }
    }

    private func fail(_ reason: String, _ now: Int64, isHarmless: Bool) {
        if isHarmless { backoff.succeeded() }
        connectAt = now + backoff.failed(using: &random)
        failure = reason
    }

    // MARK: Sending

    private func send(_ now: Int64) {
        guard let connection else { return }
        if buffer.waiting > 0, now - heardAt >= timing.silence { takeFrames(isSilent: true) }
        guard let again = plan.due(now: now) else {
            return close("it does not answer" + (stray.map { "; what it did answer, nobody had sent: \($0)" } ?? ""))
        }
        if plan.needsConnection, plan.underWay == 0 { return close("late answers may come") }
        for packet in again { loop.send(packet.frame, to: connection) }
        read()
        while self.connection == connection {
            guard let packet = plan.next(now: now) else {
                if readFurther() { continue }
                break
            }
            loop.send(packet.frame, to: connection)
        }
        holdOrRelease(now)
    }

    /// Reads on in the spool when little is there.
    private func read() {
        guard plan.count < Self.ahead / 2 else { return }
        _ = readMore()
    }

    /// Reads on when none of the packets that are there may be sent.
    private func readFurther() -> Bool {
        plan.underWay < rules.window && !plan.needsConnection && plan.suspended < ForwardPlan.mostSuspended
            && plan.count < Self.mostAhead && readMore()
    }

    private func readMore() -> Bool {
        guard !isAllRead else { return false }
        do {
            let more = try reader.packets(after: lastRead, limit: Self.ahead, bytes: 1 << 20)
            spoolProblem = nil
            isAllRead = more.isEmpty
            for spooled in more {
                lastRead = spooled.id
                if let packet = framer.packet(spooled) {
                    plan.add(packet)
                } else {
                    plan.setAside(spooled.id, why: "it cannot be read any more")
                }
            }
            return !more.isEmpty
        } catch {
            spoolProblem = "the spool cannot be read: \(error)"
            return false
        }
    }

    /// Packets are suspended and nothing else can be sent: they are tried again after a while.
    private func holdOrRelease(_ now: Int64) {
        guard plan.suspended > 0, plan.underWay == 0 else {
            heldUntil = nil
            return
        }
        guard let until = heldUntil else {
            heldUntil = now + hold.failed(using: &random)
            return
        }
        guard now >= until else { return }
        heldUntil = nil
        plan.release()
    }

    // MARK: Answers

    private func takeFrames(isSilent: Bool) {
        var buffer = buffer
        self.buffer = FrameBuffer()
        defer { self.buffer = buffer }
        while let piece = isSilent ? buffer.nextWithoutLineEnd() : buffer.next() {
            guard case .frame(let range, let layout) = piece else {
                noise += piece.range.count
                continue
            }
            let frame = buffer.bytes.span.extracting(range)
            take(decoder.decode(frame, layout), frame)
        }
    }

    private func take(_ packet: Packet, _ frame: Span<UInt8>) {
        if packet.isBroken { noise += frame.count }
        switch UpstreamAnswer(packet, decoder.fields, in: frame) {
        case .verdict(let verdict, let qn, let mn):
            guard plan.answered(qn: qn, mn: mn, verdict, now: now()) else {
                stray = "QN \(qn.prefix(40)), MN \((mn ?? "").prefix(40))"
                return
            }
            noise = 0
            answered += 1
            backoff.succeeded()
            failure = nil
            if verdict == .taken { hold.succeeded() }
        case .request:
            // The platform may ask for history or set clocks; devices stand behind the hub, and it commands none of them.
            answers.removeAll()
            answers.append(.request(.refused), to: packet, in: frame)
            if let connection { loop.send(answers.bytes, to: connection) }
        case .nothing: break
        }
    }

    // MARK: State

    private func show() {
        if isOpen, plan.underWay == 0, plan.suspended == 0, isAllRead { failure = nil }
        // A connection that breaks once and comes back is nothing to tell of.
        let problem = backoff.failures > 1 ? failure : nil
        seen.withLock { $0 = (isOpen, spoolProblem ?? problem ?? plan.trouble) }
    }

    private func now() -> Int64 {
        let time = ContinuousClock.now - Self.start
        return Int64(time / .milliseconds(1))
    }

    private static let start = ContinuousClock.now
}

extension ConnectionEnd {
    /// What happened to the connection, in words.
    fileprivate func sentence(isOpen: Bool) -> String {
        switch self {
        case .closed: isOpen ? "it closes the connection without answering" : "it closes the connection"
        case .broken(let reason): isOpen ? "the connection broke: \(reason)" : "cannot connect: \(reason)"
        case .idle: "it says nothing"
        case .slow: "it does not read what it is sent"
        case .dropped: "the connection was given up"
        }
    }
}
