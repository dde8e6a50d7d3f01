/// How far bytes are well-formed UTF-8 (Unicode 15, table 3-7).
public struct UTF8Check: Sendable, Equatable {
    /// What follows the valid part.
    public enum Ending: Sendable, Equatable {
        /// Nothing: all is valid.
        case complete
        /// A sequence that the end of the bytes cuts off.
        case incomplete
        /// A sequence that no continuation could make valid, and its length in bytes.
        case invalid(length: Int)
    }

    /// How many bytes are valid: the offset of the first that is not.
    public let validCount: Int
    /// What follows them.
    public let ending: Ending

    /// Checks bytes; runs of ASCII eight at a time.
    public init(_ bytes: UnsafeRawBufferPointer) {
        var at = 0
        while at < bytes.count {
            if at &+ 8 <= bytes.count,
                unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                at &+= 8
                continue
            }
            let length = unsafe UTF8Check.sequence(bytes, at)
            guard length > 0 else {
                validCount = at
                ending = length == 0 ? .incomplete : .invalid(length: -length)
                return
            }
            at &+= length
        }
        validCount = at
        ending = .complete
    }

    /// The length of the sequence at `at`; 0 when it is cut off, less than 0 when that many bytes of it are invalid.
    private static func sequence(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int {
        let lead = unsafe bytes[at]
        if lead < 0x80 { return 1 }
        guard lead >= 0xc2, lead <= 0xf4 else { return -1 }
        let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
        for index in 1..<length {
            guard at + index < bytes.count else { return 0 }
            let allowed = index == 1 ? second(lead) : 0x80...0xbf
            guard unsafe allowed.contains(bytes[at + index]) else { return -index }
        }
        return length
    }

    /// What may follow a lead byte: no overlong forms, no surrogates, nothing above U+10FFFF.
    @inline(__always) private static func second(_ lead: UInt8) -> ClosedRange<UInt8> {
        switch lead {
        case 0xe0: 0xa0...0xbf
        case 0xed: 0x80...0x9f
        case 0xf0: 0x90...0xbf
        case 0xf4: 0x80...0x8f
        default: 0x80...0xbf
        }
    }
}
