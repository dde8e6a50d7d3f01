import HJ212
import Model
import Storage

/// Makes frames for the upstream platform of what devices sent.
///
/// The data segment goes out as it came; only its frame is made as the standard has it. A header is written anew when it must say
/// something else: that an answer is wanted (without one nobody knows that the packet has come), another PW or MN, a QN where the
/// device gives none. The data region stays as it is to the letter.
struct UpstreamFramer {
    private var decoder = PacketDecoder()
    private var writer = FrameWriter()
    private let zone: TimeZoneRules
    private let password: [UInt8]?
    private let renamed: [String: String]

    init(zone: TimeZoneRules, password: [UInt8]?, renamed: [String: String]) {
        self.zone = zone
        self.password = password
        self.renamed = renamed
    }

    /// The packet as it goes out; nil when it cannot be read. Whatever came into the spool could, when it came.
    mutating func packet(_ spooled: SpooledPacket) -> OutgoingPacket? {
        let frame = spooled.frame.span
        guard let layout = FrameLayout(of: frame) else { return nil }
        let packet = decoder.decode(frame, layout)
        guard !packet.isBroken else { return nil }
        let mn = packet.mn.text(in: frame)
        let name = renamed[mn] ?? mn
        let stamp = hasQN(packet) ? nil : stamp(spooled.qn ?? spooled.at)
        writer.removeAll()
        let pw = bytes(packet.pw, frame)
        let isPassword = password.map { $0 == pw } ?? true
        if packet.wantsAnswer, stamp == nil, name == mn, isPassword {
            writer.appendSegment(of: packet, in: frame)
        } else {
            writeAnew(packet, frame, name, stamp)
        }
        let qn = stamp ?? bytes(packet.qn, frame)
        return OutgoingPacket(
            id: spooled.id, frame: writer.bytes, mn: name, qn: String(decoding: qn, as: UTF8.self))
    }

    private func hasQN(_ packet: Packet) -> Bool { packet.qn.isPresent && !packet.qn.isEmpty }

    private func bytes(_ place: ByteSlice, _ frame: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        if place.isPresent { for at in place.range { bytes.append(frame[at]) } }
        return bytes
    }

    private mutating func writeAnew(_ packet: Packet, _ frame: Span<UInt8>, _ mn: String, _ stamp: [UInt8]?) {
        let qn = stamp ?? bytes(packet.qn, frame)
        writer.begin()
        writer.header("QN", qn.span)
        append("ST", packet.st, frame)
        append("CN", packet.cn, frame)
        if let password { writer.header("PW", password.span) } else { append("PW", packet.pw, frame) }
        let name = Array(mn.utf8)
        writer.header("MN", name.span)
        writer.header("Flag", Int((packet.flagBits ?? 0) | FlagBit.answer))
        append("PNUM", packet.pnum, frame)
        append("PNO", packet.pno, frame)
        append("RF", packet.rf, frame)
        writer.openRegion()
        writer.raw(frame.extracting(packet.region.range))
        writer.end()
    }

    private mutating func append(_ name: StaticString, _ value: ByteSlice, _ frame: Span<UInt8>) {
        if value.isPresent { writer.header(name, frame.extracting(value.range)) }
    }

    private func stamp(_ moment: Int64) -> [UInt8] {
        let reading = Instant(milliseconds: moment).reading(in: zone)
        let time = Int(reading.millisecondOfDay)
        return CivilStamp(
            year: reading.date.year, month: reading.date.month, day: reading.date.day, hour: time / 3_600_000,
            minute: time / 60_000 % 60, second: time / 1_000 % 60, millisecond: time % 1_000)?.digits(
                milliseconds: true) ?? []
    }
}

extension FrameWriter {
    /// Writes a packet's data segment as it came, in a frame as the standard has it.
    fileprivate mutating func appendSegment(of packet: Packet, in frame: Span<UInt8>) {
        let segment = packet.layout.segment
        begin()
        raw(frame.extracting(segment.lowerBound..<segment.upperBound - 2))
        end()
    }
}
