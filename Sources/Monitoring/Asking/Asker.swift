import Dispatch
import HJ212
import Model
import Sockets
import Storage
import Synchronization

/// Asks devices: for readings that are missing, after an outage here or there, and for the time.
///
///     a device speaks for the first time ──> a while later, and every hour: which readings are missing? ──┐
///       one request a device, a few devices at a time ──> 9011 ──> data, stored as any ──> 9012 ──────────┴──> next
///
/// Confined to the thread of the server's loop; only readings are looked through beside it.
final class Asker: @unchecked Sendable {
    /// What was asked since the start.
    struct Counts {
        var asked: Int64 = 0
        var answered: Int64 = 0
    }

    private let loop: SocketLoop
    private let rules: DeviceServerRules
    private let asking: AskingRules
    private let reader: GapReader
    private let queue = DispatchQueue(label: "envhub.gaps")
    private var directory = DeviceDirectory()
    private var writer = FrameWriter()
    private var waiting: [String: [AskedRequest.Matter]] = [:]
    private var order: [String] = []
    private var open: [String: AskedRequest] = [:]
    private var looks: [String: Int] = [:]
    private var notBefore: [Key: Int] = [:]
    private var lastQN: Int64 = 0
    private var seconds = 0
    /// What was asked since the start; any thread may look.
    let counts = Mutex(Counts())

    /// A gap of a device.
    private struct Key: Hashable {
        let mn: String
        let period: SeriesPeriod
        let first: Int64
    }

    init(_ loop: SocketLoop, rules: DeviceServerRules, seriesPath: String, times: AskingTimes) {
        self.loop = loop
        self.rules = rules
        asking = AskingRules(rules.devices, times: times)
        reader = GapReader(path: seriesPath, rules: asking)
    }

    /// Takes a packet that was accepted.
    ///
    /// - Returns: whether it answers a request for readings that were missing.
    func hear(
        _ packet: Packet, _ fields: [DataField], in frame: Span<UInt8>, on connection: ConnectionID, _ link: DeviceLink
    ) -> Bool {
        if let mn = directory.take(packet, in: frame, on: connection, link) { begin(mn) }
        guard !open.isEmpty || packet.command == 1013 else { return false }
        let mn = packet.mn.text(in: frame)
        if packet.command == 1013 { ask(mn, .setClock) }
        guard var request = open[mn] else { return false }
        request.heardAt = seconds
        switch packet.command {
        case 9011, 9012:
            guard Self.isAnswer(packet, fields, to: request, in: frame) else { return false }
            open[mn] = request
            take(packet.command, fields, in: frame, mn)
            return false
        case 1011 where request.matter == .clock:
            open[mn] = request
            takeTime(fields, in: frame, mn)
            return false
        case request.command:
            guard Self.isAnswer(packet, fields, to: request, in: frame) else { return false }
            request.isTaken = true
            open[mn] = request
            return true
        default: return false
        }
    }

    /// A connection is over: what was asked on it is not answered any more.
    func closed(_ connection: ConnectionID) {
        for mn in directory.forget(connection) {
            looks[mn] = nil
            waiting[mn] = nil
            open[mn] = nil
        }
    }

    /// A second has gone by.
    func ticked() {
        seconds += 1
        for (mn, request) in open { look(after: request, mn) }
        lookForGaps()
        sendNext()
    }

    private func begin(_ mn: String) {
        if !asking.periods.isEmpty { looks[mn] = seconds + asking.times.firstLook }
        if asking.clockTolerance > 0 { ask(mn, .clock) }
    }

    /// Asks a device as soon as what it was asked before is over.
    func ask(_ mn: String, _ matter: AskedRequest.Matter) {
        guard directory[mn] != nil, waiting[mn]?.contains(matter) != true, open[mn]?.matter != matter else { return }
        if waiting[mn, default: []].isEmpty { order.append(mn) }
        waiting[mn, default: []].append(matter)
    }
}

extension Asker {
    private func lookForGaps() {
        let due = looks.lazy.filter { $0.value <= self.seconds }.prefix(AskingRules.mostLooks).map(\.key)
        for mn in Array(due) {
            looks[mn] = seconds + asking.times.nextLook
            let now = rules.now()
            queue.async { [self] in
                let gaps = (try? reader.gaps(of: mn, now: now)) ?? []
                if !gaps.isEmpty { loop.wake { _ in self.askFor(gaps, mn) } }
            }
        }
    }

    private func askFor(_ gaps: [(period: SeriesPeriod, gap: Gap)], _ mn: String) {
        if notBefore.count > 100_000 { notBefore = notBefore.filter { $0.value > seconds } }
        for (period, gap) in gaps {
            let key = Key(mn: mn, period: period, first: gap.first)
            guard notBefore[key, default: 0] <= seconds else { continue }
            notBefore[key] = seconds + asking.times.again
            ask(mn, .history(period, gap))
        }
        sendNext()
    }

    private func sendNext() {
        var later: [String] = []
        for mn in order {
            guard open.count < AskingRules.mostOpen, open[mn] == nil else {
                later.append(mn)
                continue
            }
            guard var matters = waiting[mn], !matters.isEmpty, let address = directory[mn] else {
                waiting[mn] = nil
                continue
            }
            let matter = matters.removeFirst()
            waiting[mn] = matters.isEmpty ? nil : matters
            if !matters.isEmpty { later.append(mn) }
            let request = AskedRequest(matter: matter, qn: nextQN(), sentAt: seconds, heardAt: seconds)
            open[mn] = request
            counts.withLock { $0.asked += 1 }
            send(request, mn, address)
        }
        order = later
    }

    /// The device's clock, now; no two requests have the same.
    private func nextQN() -> CivilStamp {
        lastQN = max(rules.now(), lastQN + 1)
        return CivilStamp(Instant(milliseconds: lastQN), in: rules.zone)
    }

    private func send(_ request: AskedRequest, _ mn: String, _ address: DeviceAddress) {
        writer.removeAll()
        writer.append(
            Request(
                content(of: request), qn: request.qn, st: address.st, pw: address.pw, mn: mn, edition: address.edition))
        loop.send(writer.bytes, to: address.connection)
    }

    private func content(of request: AskedRequest) -> Request.Content {
        switch request.matter {
        case .clock: return .time(factor: nil)
        case .setClock: return .setTime(stamp(rules.now()), factor: nil)
        case .history(let period, let gap):
            let (from, until) = (stamp(gap.first), stamp(gap.last + gap.interval - 1000))
            switch period {
            case .hour: return .hours(from, until)
            case .day: return .days(from, until)
            default: return .minutes(from, until)
            }
        }
    }

    private func stamp(_ time: Int64) -> CivilStamp { CivilStamp(Instant(milliseconds: time), in: rules.zone) }

    /// Sends again what was not answered in time, and ends what is over.
    private func look(after request: AskedRequest, _ mn: String) {
        if request.isTaken {
            if seconds - request.heardAt >= asking.times.quiet { end(mn, .done) }
            return
        }
        guard seconds - request.sentAt >= asking.times.overtime else { return }
        guard request.tries < asking.times.tries, let address = directory[mn] else { return end(mn, .noAnswer) }
        var request = request
        request.tries += 1
        request.sentAt = seconds
        open[mn] = request
        send(request, mn, address)
    }

    private func end(_ mn: String, _ end: AskedRequest.End) {
        guard open.removeValue(forKey: mn) != nil else { return }
        switch end {
        case .done, .refused: counts.withLock { $0.answered += 1 }
        case .noAnswer:
            // It does not understand requests: it is not asked for the rest.
            waiting[mn] = nil
            looks[mn] = seconds + asking.times.again
        }
        sendNext()
    }
}

extension Asker {
    /// Whether a packet has the QN of a request. Devices of 2005 write it into the region of answers, and some nowhere.
    private static func isAnswer(
        _ packet: Packet, _ fields: [DataField], to request: AskedRequest, in frame: Span<UInt8>
    ) -> Bool {
        let written = packet.edition == .y2005 ? text("QN", fields, in: frame) : nil
        if let written { return CivilStamp(Array(written.utf8).span) == request.qn }
        guard packet.qn.isPresent else { return true }
        return CivilStamp(frame.extracting(packet.qn.range)) == request.qn
    }

    private static func text(_ key: String, _ fields: [DataField], in frame: Span<UInt8>) -> String? {
        fields.first { $0.suffix == .none && $0.code.count == key.utf8.count && $0.code.text(in: frame) == key }?
            .value.text(in: frame)
    }

    /// 9011 and 9012.
    private func take(_ command: Int, _ fields: [DataField], in frame: Span<UInt8>, _ mn: String) {
        let result = Self.text(command == 9011 ? "QnRtn" : "ExeRtn", fields, in: frame).flatMap { Int($0) }
        guard command == 9011 else { return end(mn, result == 1 ? .done : .refused) }
        guard result == RequestResult.ready.rawValue else { return end(mn, .refused) }
        open[mn]?.isTaken = true
    }

    /// 1011: what time it is there.
    private func takeTime(_ fields: [DataField], in frame: Span<UInt8>, _ mn: String) {
        open[mn]?.isTaken = true
        guard let text = Self.text("SystemTime", fields, in: frame), let stamp = CivilStamp(Array(text.utf8).span)
        else { return }
        var clock = DeviceClock(zone: rules.zone, mostAhead: .max / 2)
        let theirs = clock.moment(stamp, now: 0) ?? 0
        if abs(theirs - rules.now()) > asking.clockTolerance { ask(mn, .setClock) }
    }
}
