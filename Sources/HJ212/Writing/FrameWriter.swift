/// Writes frames. Its room is used again: a frame that is written and sent allocates nothing.
///
/// ```swift
/// writer.begin()
/// writer.header("QN", qn)
/// writer.openRegion()
/// writer.text("QnRtn=1")
/// writer.end()
/// ```
public struct FrameWriter: Sendable {
    /// What was written: whole frames, one behind the other, and the one that is being written.
    public private(set) var bytes: [UInt8] = []
    private var start = 0

    /// A writer.
    public init() {}

    /// Forgets what was written, and keeps the room.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Begins a frame.
    public mutating func begin() {
        start = bytes.count
        text("##0000")
    }

    /// Adds letters as they are.
    public mutating func text(_ text: StaticString) {
        for index in 0..<text.utf8CodeUnitCount { bytes.append(text.letter(index)) }
    }

    /// Adds bytes as they are.
    public mutating func raw(_ more: Span<UInt8>) {
        unsafe more.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Adds a whole number.
    public mutating func number(_ value: Int) {
        if value >= 10 { number(value / 10) }
        bytes.append(0x30 &+ UInt8(truncatingIfNeeded: value % 10))
    }

    /// Adds `NAME=value;`.
    public mutating func header(_ name: StaticString, _ value: Span<UInt8>) {
        text(name)
        bytes.append(UInt8(ascii: "="))
        raw(value)
        bytes.append(UInt8(ascii: ";"))
    }

    /// Adds `NAME=value;`.
    public mutating func header(_ name: StaticString, _ value: Int) {
        text(name)
        bytes.append(UInt8(ascii: "="))
        number(value)
        bytes.append(UInt8(ascii: ";"))
    }

    /// Begins the data region.
    public mutating func openRegion() { text("CP=&&") }

    /// Ends the data region and the frame: its length, its checksum, CR and LF.
    ///
    /// A data segment of more than 9,999 bytes, for which the standard's length has no room, gets a length of five digits.
    public mutating func end() {
        text("&&")
        let from = start + 6
        var rest = bytes.count - from
        for place in stride(from: start + 5, through: start + 2, by: -1) {
            bytes[place] = 0x30 &+ UInt8(rest % 10)
            rest /= 10
        }
        let checksum = Checksum.of(bytes.span.extracting(from..<bytes.count))
        if rest > 0 { bytes.insert(contentsOf: Array(String(rest).utf8), at: start + 2) }
        self.checksum(checksum)
        text("\r\n")
    }

    /// Adds four capital hexadecimal digits.
    mutating func checksum(_ value: UInt16) {
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(value >> UInt16(shift) & 15)
            bytes.append(digit < 10 ? 0x30 &+ digit : 0x37 &+ digit)
        }
    }
}
