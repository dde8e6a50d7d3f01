/// A frame that was read: where its header fields lie, what they mean, what was tolerated. It copies no bytes and owns no
/// memory; slices point into the frame.
public struct Packet: Sendable {
    /// Where the frame's parts lie.
    public let layout: FrameLayout
    /// The id of one exchange, `YYYYMMDDhhmmsszzz`.
    public internal(set) var qn = ByteSlice.absent
    /// The kind of system.
    public internal(set) var st = ByteSlice.absent
    /// The command.
    public internal(set) var cn = ByteSlice.absent
    /// The password.
    public internal(set) var pw = ByteSlice.absent
    /// The device.
    public internal(set) var mn = ByteSlice.absent
    /// The flag as written.
    public internal(set) var flag = ByteSlice.absent
    /// How many parts there are, as written.
    public internal(set) var pnum = ByteSlice.absent
    /// Which part it is, as written.
    public internal(set) var pno = ByteSlice.absent
    /// The mark of a packet that is sent again, as HJ 212-2025 has it.
    public internal(set) var rf = ByteSlice.absent
    /// The data region, without the `&&` around it.
    public internal(set) var region = ByteSlice.absent

    /// The command's number; 0 when there is none.
    public internal(set) var command = 0
    /// The flag's bits; nil when there is no Flag.
    public internal(set) var flagBits: UInt8?
    /// How many parts there are; 0 when it is not said.
    public internal(set) var partCount = 0
    /// Which part it is, from 1; 0 when it is not said.
    public internal(set) var partNumber = 0
    /// The time of the data, by the device's clock.
    public internal(set) var dataTime: CivilStamp?
    /// The checksum of the data segment.
    public internal(set) var computedChecksum: UInt16 = 0
    /// The checksum that the frame has; nil when it is none.
    public internal(set) var writtenChecksum: UInt16?
    /// What was tolerated.
    public internal(set) var notes: PacketNotes
    /// Whether something is broken, so that nothing of it may be used. Faults of single values are not counted here.
    public internal(set) var isBroken = false

    init(layout: FrameLayout) {
        self.layout = layout
        notes = layout.notes
    }

    /// The edition, by Flag.
    public var edition: Edition { Edition(flag: flagBits) }
    /// Whether the sender wants an answer.
    public var wantsAnswer: Bool { (flagBits ?? 0) & FlagBit.answer != 0 }
    /// Whether it is one of several parts, by Flag or by PNUM.
    public var isPart: Bool { partCount > 1 && partNumber > 0 }
    /// Whether the data region is encrypted and waits for its key.
    public var isEncrypted: Bool { notes.contains(.encrypted) }
    /// What the time of the values means; nil for commands that bring none.
    public var period: DataPeriod? { DataPeriod(command: command) }
}
