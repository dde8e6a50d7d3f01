import HJ212
import Model
import Sockets
import Storage
import Synchronization

/// Talks to devices: takes packets from their connections, hands them on to be stored, and answers when they are.
///
///     bytes ──> frames ──> packets ──┬─> batch ──> IntakeWriter ──> on the disk ──> 9014, 9013
///                 └── what is no packet, or cannot be taken ──> refused, with its bytes (and 9011, if that is due)
///
/// One batch is being stored while the next one is gathered. Confined to its loop's thread.
final class DeviceServer: SocketHandler, @unchecked Sendable {
    private let loop: SocketLoop
    private let writer: IntakeWriter
    private let upkeep: Upkeep
    let asker: Asker
    private var seconds = 0
    private let rules: DeviceServerRules
    private var links: [ConnectionID: DeviceLink] = [:]
    private var decoder = PacketDecoder()
    private var answers = FrameWriter()
    private var clock: DeviceClock
    private var gathered = IntakeBatch()
    private var spare: IntakeBatch? = IntakeBatch()
    private var refusals: Int64 = 0
    let connections = Atomic<Int>(0)

    init(_ loop: SocketLoop, writer: IntakeWriter, upkeep: Upkeep, asker: Asker, rules: DeviceServerRules) {
        self.loop = loop
        self.asker = asker
        self.upkeep = upkeep
        self.writer = writer
        self.rules = rules
        clock = DeviceClock(zone: rules.zone, mostAhead: rules.mostAhead)
    }

    func opened(_ connection: ConnectionID, peer: String) {
        links[connection] = DeviceLink(peer: peer)
        connections.add(1, ordering: .relaxed)
    }

    func received(_ bytes: borrowing RawSpan, on connection: ConnectionID) {
        guard let link = links[connection] else { return }
        let now = rules.now()
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe link.buffer.append(bytes.bindMemory(to: UInt8.self).span)
        }
        link.heardAt = seconds
        link.isSilent = false
        take(from: link, connection, now, .goesOn)
        if gathered.isFull { wait() }
    }

    func closed(_ connection: ConnectionID, why: ConnectionEnd) {
        guard let link = links.removeValue(forKey: connection) else { return }
        connections.subtract(1, ordering: .relaxed)
        take(from: link, connection, rules.now(), .isOver)
        asker.closed(connection)
    }

    func rested() { handOn() }

    func ticked() {
        seconds += 1
        takeWithoutLineEnds()
        asker.ticked()
        if seconds % DeviceServerRules.upkeepEvery == 0 { writer.perform { [upkeep] in upkeep.work($0) } }
    }

    /// Some devices end no line: when they fall silent, what they have sent is looked at without it, once.
    private func takeWithoutLineEnds() {
        for (connection, link) in links
        where link.buffer.waiting > 0 && !link.isSilent && seconds - link.heardAt >= DeviceServerRules.silence {
            link.isSilent = true
            take(from: link, connection, rules.now(), .isSilent)
        }
    }

    /// What may still come on a connection.
    private enum Outlook {
        case goesOn, isSilent, isOver
    }

    private func take(from link: DeviceLink, _ connection: ConnectionID, _ now: Int64, _ outlook: Outlook) {
        // Taken out of the link, so that its bytes can be lent while they are looked at.
        var buffer = link.buffer
        link.buffer = FrameBuffer()
        defer { link.buffer = buffer }
        while let piece = outlook == .isSilent
            ? buffer.nextWithoutLineEnd() : buffer.next(isFinal: outlook == .isOver)
        {
            let bytes = buffer.bytes.span.extracting(piece.range)
            switch piece {
            case .frame(_, let layout): take(bytes, layout, link, connection, now)
            case .noise(_, let noise):
                if noise != .padding { refuse(bytes, noise.title, link, now) }
            }
            // Whoever sends nothing but what cannot be taken is no device.
            if link.refused > DeviceServerRules.mostRefused, link.refused > link.packets {
                return loop.close(connection)
            }
        }
    }

    private func take(
        _ frame: Span<UInt8>, _ layout: FrameLayout, _ link: DeviceLink, _ connection: ConnectionID, _ now: Int64
    ) {
        let packet = decoder.decode(frame, layout)
        guard packet.isEncrypted, let key = rules.keys.key(of: packet.mn.text(in: frame)),
            let plain = try? CipherRegion.open(packet, in: frame, key: key), let inner = FrameLayout(of: plain.span)
        else { return take(packet, frame, cameAs: frame, link, connection, now) }
        // Whether the key was right is for the checksum to say, which is that of the plain text.
        take(decoder.decode(plain.span, inner), plain.span, cameAs: frame, link, connection, now)
    }

    private func take(
        _ packet: Packet, _ frame: Span<UInt8>, cameAs raw: Span<UInt8>, _ link: DeviceLink,
        _ connection: ConnectionID, _ now: Int64
    ) {
        if packet.isBroken {
            let faults = decoder.faults.filter { !$0.isOfField }
            refuse(raw, faults.map(\.description).joined(separator: "; "), link, now)
            if let result = faults.first?.requestResult, result != .checksum {
                answer(result, packet, frame, connection)
            }
            return
        }
        if let wrong = rules.refusal(of: packet, in: frame) {
            refuse(raw, wrong.sentence, link, now)
            return answer(wrong.result, packet, frame, connection)
        }
        link.packets += 1
        let isHistory = asker.hear(packet, decoder.fields, in: frame, on: connection, link) || packet.rf.isPresent
        guard let period = DeviceServer.period(of: packet) else {
            if Answer.toDevice(packet) == nil { return }
            return confirm(packet, frame, connection)
        }
        guard let time = moment(of: packet, in: frame, now) else {
            refuse(raw, "the time of the data is before 2001, or ahead of the hub's clock", link, now)
            return answer(.unknown, packet, frame, connection)
        }
        gathered.add(
            packet, frame, fields: decoder.fields, from: connection, as: period, time: time, received: now,
            isHistory: isHistory)
        for fault in decoder.faults where fault.isOfField { refuse(raw, fault.description, link, now) }
    }

    /// What is kept of a packet: its measurements, or what it says of the device; nil for what is only part of a dialogue.
    private static func period(of packet: Packet) -> SeriesPeriod? {
        switch packet.command {
        case 2011: .realtime
        case 2051: .minute
        case 2061: .hour
        case 2031: .day
        case 2041: .running
        case 2000..<4000: .state
        default: nil
        }
    }

    private func moment(of packet: Packet, in frame: Span<UInt8>, _ now: Int64) -> Int64? {
        guard let stamp = packet.dataTime ?? (packet.qn.isPresent ? CivilStamp(frame.extracting(packet.qn.range)) : nil)
        else { return now }
        return clock.moment(stamp, now: now)
    }

    /// Hands on what was gathered, unless the last batch is still being stored.
    private func handOn() {
        guard !gathered.isEmpty, let free = spare else { return }
        let batch = gathered
        gathered = free
        spare = nil
        let loop = loop
        writer.store(batch) { [self] stored in loop.wake { _ in self.stored(stored) } }
    }

    /// A batch is on the disk: whoever asked is answered.
    private func stored(_ batch: IntakeBatch) {
        for item in batch.items where item.packet.wantsAnswer {
            confirm(item.packet, batch.bytes.span.extracting(item.frame), item.connection)
        }
        var batch = batch
        batch.removeAll()
        spare = batch
        handOn()
    }

    /// Too much waits: nobody is read until it has been stored.
    private func wait() {
        while gathered.isFull {
            if spare == nil { writer.wait() }
            loop.takeWork()
            handOn()
            if writer.isStopped.withLock({ $0 }) { return }
        }
    }

    /// Stores what was gathered, at the end.
    func finish() {
        writer.wait()
        loop.takeWork()
        handOn()
        writer.wait()
    }

    private func confirm(_ packet: Packet, _ frame: Span<UInt8>, _ connection: ConnectionID) {
        guard let answer = Answer.toDevice(packet) else { return }
        answers.removeAll()
        answers.append(answer, to: packet, in: frame)
        loop.send(answers.bytes, to: connection)
    }

    private func answer(_ result: RequestResult, _ packet: Packet, _ frame: Span<UInt8>, _ connection: ConnectionID) {
        guard packet.wantsAnswer else { return }
        answers.removeAll()
        answers.append(.request(result), to: packet, in: frame)
        loop.send(answers.bytes, to: connection)
    }

    /// Keeps bytes that could not be taken, up to a bound that a broken device cannot fill the disk beyond.
    private func refuse(_ bytes: Span<UInt8>, _ why: String, _ link: DeviceLink, _ now: Int64) {
        link.refused += 1
        refusals += 1
        let kept = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0.prefix(DeviceServerRules.mostKept)) }
        gathered.refused.append(
            Notice(.refused, key: "\(now)-\(refusals)", at: now, fault: "from \(link.peer): \(why)", body: kept))
    }
}
