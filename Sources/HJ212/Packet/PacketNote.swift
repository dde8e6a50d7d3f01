/// Something that is not as the standard has it, and was understood all the same. Each was seen in the field, or stands in
/// the standard's own examples.
public enum PacketNote: UInt8, Sendable, CaseIterable {
    // The frame.
    case padding, noLineEnd, bareLineEnd, lengthWidth, wrongLength, oversize, smallChecksum, encrypted
    // The header.
    case noQN, oddQN, noST, oddST, noFlag, unknownVersion, noPW, emptyPW, oddPW, oddMN, unknownCN
    case partOrder, headerOrder, doubleHeader, unknownHeader, headerCase, missingSeparator, commaInHeader
    case unflaggedParts, unnumbered
    // The data region.
    case longTime, shortTime, trailingSemicolon, emptyItem, doubleKey, suffixCase, unknownSuffix, noSuffix, noValue
    case emptyValue, flagItem, foreignFlag, flagAsValue, unknownFlag, numberForm, roundedNumber, blanks, strayMark
    case notASCII, notUTF8

    /// Its name in data, such as `trailing-semicolon`.
    public var name: String { row.name }
    /// What it is, in Chinese.
    public var zh: String { row.zh }
    /// What it is, in English.
    public var en: String { row.en }

    /// Whether a packet built from what was read would be written otherwise than it came.
    public var isStructural: Bool {
        switch self {
        case .oversize, .noQN, .oddQN, .noST, .oddST, .noFlag, .unknownVersion, .noPW, .emptyPW, .oddPW, .oddMN,
            .unknownCN, .unflaggedParts, .unnumbered, .longTime, .shortTime, .doubleKey, .unknownSuffix, .noSuffix,
            .emptyValue, .flagItem, .foreignFlag, .flagAsValue, .unknownFlag, .numberForm, .roundedNumber, .strayMark,
            .notASCII, .notUTF8:
            false
        default: true
        }
    }
}

/// Notes of one packet: eight bytes.
public struct PacketNotes: Sendable, Equatable, ExpressibleByArrayLiteral {
    /// A bit for each note, by its raw value.
    public private(set) var bits: UInt64 = 0

    /// These notes.
    public init(arrayLiteral notes: PacketNote...) {
        for note in notes { insert(note) }
    }

    /// Notes from their bits, as they were stored.
    public init(bits: UInt64) { self.bits = bits }

    /// Whether there are none.
    @inline(__always) public var isEmpty: Bool { bits == 0 }

    /// Whether a note is among them.
    @inline(__always) public func contains(_ note: PacketNote) -> Bool { bits >> UInt64(note.rawValue) & 1 == 1 }

    /// Adds a note.
    @inline(__always) public mutating func insert(_ note: PacketNote) { bits |= 1 << UInt64(note.rawValue) }

    /// Takes a note out.
    @inline(__always) public mutating func remove(_ note: PacketNote) { bits &= ~(1 << UInt64(note.rawValue)) }

    /// All of both.
    public func union(_ other: PacketNotes) -> PacketNotes { PacketNotes(bits: bits | other.bits) }

    /// The notes in their order.
    public var all: [PacketNote] { PacketNote.allCases.filter(contains) }

    /// Whether a packet with these notes, built again, would be written otherwise than it came.
    public var isStructural: Bool { all.contains(where: \.isStructural) }
}
