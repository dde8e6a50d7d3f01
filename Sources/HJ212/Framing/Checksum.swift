/// The standard's CRC (HJ 212-2017 appendix A, unchanged since 2005).
///
/// It starts with FFFF; a byte is combined with the *high* byte of the register, the low byte is thrown away, and eight shifts
/// with A001 follow. So it is neither Modbus nor ARC, and has 256 different values only: weak evidence, beside which the
/// length, the grammar and the MN are looked at.
public enum Checksum {
    /// The checksum of a data segment.
    public static func of(_ bytes: Span<UInt8>) -> UInt16 {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, buffer.count > 0 else { return 0xffff }
            return unsafe of(base, buffer.count)
        }
    }

    /// The checksum of an array's bytes.
    public static func of(_ bytes: [UInt8]) -> UInt16 { of(bytes.span) }

    /// What a state and a byte, combined, become in eight shifts.
    private static func shifted(_ value: UInt8) -> UInt16 {
        (0..<8).reduce(UInt16(value)) { word, _ in word & 1 == 1 ? word >> 1 ^ 0xa001 : word >> 1 }
    }

    /// 256 words: the whole result of the last byte.
    nonisolated(unsafe) private static let last: UnsafePointer<UInt16> = {
        let table = UnsafeMutablePointer<UInt16>.allocate(capacity: 256)
        for value in 0..<256 { unsafe table[value] = shifted(UInt8(value)) }
        return unsafe UnsafePointer(table)
    }()

    /// Eight tables of 256 bytes. Only the high byte lives on, and it is linear in what went in; so the eight steps of eight
    /// bytes are eight look-ups that do not wait for each other. Table `n` is what a byte has become after `n + 1` steps.
    nonisolated(unsafe) private static let ahead: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 8 * 256)
        for value in 0..<256 {
            var state = UInt8(value)
            for step in 0..<8 {
                state = UInt8(shifted(state) >> 8)
                unsafe table[step * 256 + value] = state
            }
        }
        return unsafe UnsafePointer(table)
    }()

    private static func of(_ base: UnsafePointer<UInt8>, _ count: Int) -> UInt16 {
        let table = unsafe ahead
        var state: UInt64 = 0xff
        var at = 0
        while at &+ 8 < count {
            let raw = unsafe UnsafeRawPointer(base).loadUnaligned(fromByteOffset: at, as: UInt64.self)
            state = unsafe after(UInt64(littleEndian: raw) ^ state, table)
            at &+= 8
        }
        while at &+ 1 < count {
            state = UInt64(unsafe table[Int(state ^ UInt64(unsafe base[at]))])
            at &+= 1
        }
        return unsafe last[Int(state ^ UInt64(base[at]))]
    }

    /// The state after eight bytes, the earliest lowest.
    @inline(__always)
    private static func after(_ word: UInt64, _ table: UnsafePointer<UInt8>) -> UInt64 {
        let early =
            unsafe table[1792 &+ Int(word & 255)] ^ table[1536 &+ Int(word >> 8 & 255)]
            ^ table[1280 &+ Int(word >> 16 & 255)] ^ table[1024 &+ Int(word >> 24 & 255)]
        let late =
            unsafe table[768 &+ Int(word >> 32 & 255)] ^ table[512 &+ Int(word >> 40 & 255)]
            ^ table[256 &+ Int(word >> 48 & 255)] ^ table[Int(word >> 56)]
        return UInt64(early ^ late)
    }
}
