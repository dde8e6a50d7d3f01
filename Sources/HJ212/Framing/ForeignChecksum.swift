/// A checksum that some devices compute in place of the standard's. Their packets are broken all the same, as nothing vouches for them;
/// but whoever mends the device is told what it does.
///
/// The names are those of the catalogue of parametrised CRC algorithms.
public enum ForeignChecksum: Sendable, CaseIterable {
    /// The standard's, its two bytes exchanged.
    case exchanged
    /// The standard's, of all that stands before it, `##` and the length included.
    case fromStart
    /// CRC-16/MODBUS: as the standard's, but combined with the low byte.
    case modbus
    /// The same, its two bytes exchanged, as Modbus sends them.
    case modbusExchanged
    /// CRC-16/ARC: as CRC-16/MODBUS, but it starts with 0.
    case arc
    /// CRC-16/XMODEM: the polynomial 1021 from the highest bit.
    case xmodem
    /// CRC-16/IBM-3740: the same, but it starts with FFFF.
    case ibm3740

    /// The one by which a checksum is right; nil for none of them.
    ///
    /// - Parameters:
    ///   - checksum: what stands behind the data segment.
    ///   - frame: the frame from its `##`.
    ///   - segment: where in it the data segment is.
    public static func naming(_ checksum: UInt16, of frame: Span<UInt8>, segment: Range<Int>) -> ForeignChecksum? {
        let before = frame.extracting(0..<segment.upperBound)
        return allCases.first { $0.value(of: before.extracting(segment), before) == checksum }
    }

    /// What it is, as the end of a sentence that begins with `is`.
    public var title: String {
        switch self {
        case .exchanged: "the standard's with its two bytes exchanged"
        case .fromStart: "the standard's of `##`, length and data segment together"
        case .modbus: "CRC-16/MODBUS"
        case .modbusExchanged: "CRC-16/MODBUS with its two bytes exchanged"
        case .arc: "CRC-16/ARC"
        case .xmodem: "CRC-16/XMODEM"
        case .ibm3740: "CRC-16/IBM-3740 (CCITT, from FFFF)"
        }
    }

    private func value(of segment: Span<UInt8>, _ before: Span<UInt8>) -> UInt16 {
        switch self {
        case .exchanged: Checksum.of(segment).byteSwapped
        case .fromStart: Checksum.of(before)
        case .modbus: Self.fromLowestBit(segment, start: 0xffff)
        case .modbusExchanged: Self.fromLowestBit(segment, start: 0xffff).byteSwapped
        case .arc: Self.fromLowestBit(segment, start: 0)
        case .xmodem: Self.fromHighestBit(segment, start: 0)
        case .ibm3740: Self.fromHighestBit(segment, start: 0xffff)
        }
    }

    private static func fromLowestBit(_ bytes: Span<UInt8>, start: UInt16) -> UInt16 {
        var state = start
        for at in bytes.indices {
            state ^= UInt16(bytes[at])
            for _ in 0..<8 { state = state & 1 == 1 ? state >> 1 ^ 0xa001 : state >> 1 }
        }
        return state
    }

    private static func fromHighestBit(_ bytes: Span<UInt8>, start: UInt16) -> UInt16 {
        var state = start
        for at in bytes.indices {
            state ^= UInt16(bytes[at]) << 8
            for _ in 0..<8 { state = state & 0x8000 != 0 ? state << 1 ^ 0x1021 : state << 1 }
        }
        return state
    }
}
