/// Reads frames. One decoder serves many: its lists keep their room, so that reading a frame allocates nothing.
///
/// ```swift
/// let packet = decoder.decode(frame, layout)
/// if packet.isBroken { … decoder.faults … } else { for field in decoder.fields where field.isValue { … } }
/// ```
public struct PacketDecoder {
    /// The fields of the last packet, in the order of its data region.
    public internal(set) var fields: [DataField] = []
    /// What is broken in the last packet, those of single values too.
    public internal(set) var faults: [PacketFault] = []
    /// Where each note of the last packet was first made, for notes that have a place.
    var places: [(note: PacketNote, offset: Int)] = []
    var repeats = RepeatedKeys()

    /// How many faults of single values are told of one packet.
    public static let mostFaults = 64

    /// A decoder.
    public init() {
        fields.reserveCapacity(64)
    }

    /// Where a note of the last packet was first made; nil for one that concerns the whole frame.
    public func place(of note: PacketNote) -> Int? { places.first { $0.note == note }?.offset }

    /// Reads one frame.
    ///
    /// - Parameters:
    ///   - frame: the frame's bytes, from its first to its last.
    ///   - layout: where its parts lie, as the scanner found them.
    public mutating func decode(_ frame: Span<UInt8>, _ layout: FrameLayout) -> Packet {
        fields.removeAll(keepingCapacity: true)
        if !faults.isEmpty { faults.removeAll(keepingCapacity: true) }
        if !places.isEmpty { places.removeAll(keepingCapacity: true) }
        var packet = Packet(layout: layout)
        let closing = layout.segment.upperBound - 2
        readHeader(frame, &packet, upTo: closing)
        checkHeader(frame, &packet)
        checkSums(frame, &packet)
        if packet.region.isPresent, !packet.isEncrypted {
            readRegion(frame, &packet)
            checkRegion(&packet)
        }
        return packet
    }

    /// Reads a frame that stands alone; nil when the bytes are not one frame from the first to the last.
    public mutating func decode(_ frame: [UInt8]) -> Packet? {
        guard let layout = FrameLayout(of: frame.span) else { return nil }
        return decode(frame.span, layout)
    }

    /// Takes down a fault.
    @inline(never)
    mutating func fail(_ packet: inout Packet, _ kind: PacketFault.Kind, at offset: Int, length: Int = 0) {
        let fault = PacketFault(kind, at: offset, length: length)
        if !fault.isOfField {
            packet.isBroken = true
        } else if faults.count >= Self.mostFaults {
            return
        }
        faults.append(fault)
    }

    /// Takes down a note with its place.
    @inline(never)
    mutating func note(_ packet: inout Packet, _ note: PacketNote, at offset: Int) {
        if !packet.notes.contains(note) { places.append((note, offset)) }
        packet.notes.insert(note)
    }
}
