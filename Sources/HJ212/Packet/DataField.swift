/// One `key-suffix=value` of a data region. Bytes are not copied: slices point into the frame.
public struct DataField: Sendable, Equatable {
    /// What the value was read as.
    public enum Kind: UInt8, Sendable {
        /// A number: ``DataField/mantissa`` and ``DataField/scale``.
        case number
        /// A data flag.
        case flag
        /// A time.
        case time
        /// A text.
        case text
        /// Nothing: an empty value, or none at all.
        case empty
        /// Something that is not what the suffix asks for; the packet's faults say where and why.
        case bad
    }

    /// The factor, or the key that has no suffix.
    public let code: ByteSlice
    /// The suffix as written; absent when there is none.
    public let suffixText: ByteSlice
    /// The value as written.
    public let value: ByteSlice
    /// The digits of a number with their sign, or the packed form of a time; else 0.
    public let mantissa: Int64
    /// How many of the digits stand behind the point: the number is `mantissa × 10^-scale`.
    public let scale: Int8
    /// What kind of value it is.
    public let suffix: FieldSuffix
    /// What the value was read as.
    public let kind: Kind
    /// The data flag that belongs to the value: its own, or that of its item. 0 when there is none.
    public internal(set) var flagByte: UInt8 = 0
    /// Which item of the region it stands in, from 0.
    public let item: UInt16
    /// Whether the same key comes again: then the last counts, and this does not.
    public internal(set) var isSuperseded = false

    /// The data flag that belongs to the value; nil when there is none.
    public var flag: DataFlag? { flagByte == 0 ? nil : DataFlag(byte: flagByte) }

    /// The value as a time.
    public var time: CivilStamp? { kind == .time ? CivilStamp(packed: mantissa) : nil }

    /// Whether it is a number of a factor that counts: not superseded.
    @inline(__always) public var isValue: Bool { kind == .number && suffix != .none && !isSuperseded }
}
