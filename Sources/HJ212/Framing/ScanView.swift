/// The bytes at hand while pieces are looked for.
@safe struct ScanView {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Whether nothing comes after them.
    let isFinal: Bool

    init(bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool) {
        unsafe self.bytes = bytes
        self.isFinal = isFinal
    }

    var count: Int { unsafe bytes.count }

    subscript(_ at: Int) -> UInt8 {
        @inline(__always) get {
            precondition(at >= 0 && at < count)
            return unsafe bytes[at]
        }
    }

    /// Line ends, blanks and NULs.
    static func isPadding(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0d || byte == 0x0a || byte == 0x09 || byte == 0
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Whether a frame begins at a place: `##` and a digit. Nil when that cannot be told yet.
    func isStart(_ at: Int) -> Bool? {
        for step in 0..<3 {
            guard at + step < count else { return isFinal ? false : nil }
            let byte = self[at + step]
            guard step < 2 ? byte == UInt8(ascii: "#") : ScanView.isDigit(byte) else { return false }
        }
        return true
    }

    /// How many digits of a length stand at a place: up to five, and four where more follow. Nil when that cannot be told yet.
    func digits(_ at: Int) -> Int? {
        var run = 0
        while run < 6, at + run < count, ScanView.isDigit(self[at + run]) { run += 1 }
        if at + run == count, run < 6, !isFinal { return nil }
        return run > 5 ? 4 : run
    }

    /// The number that digits make.
    func number(_ range: Range<Int>) -> Int {
        range.reduce(0) { $0 * 10 + Int(self[$1] & 15) }
    }

    /// Whether `&&` stands at a place.
    func isClosing(_ at: Int) -> Bool {
        at >= 0 && at + 2 <= count && self[at] == UInt8(ascii: "&") && self[at + 1] == UInt8(ascii: "&")
    }

    /// Whether four hexadecimal digits stand at a place.
    func isChecksum(_ at: Int) -> Bool {
        at >= 0 && at + 4 <= count && (at..<at + 4).allSatisfy { HexDigit.value(self[$0]) != nil }
    }

    /// The first control character or `#` in a range; its upper bound when there is none.
    func firstMark(_ from: Int, _ upTo: Int) -> Int {
        var at = from
        while at &+ 8 <= upTo {
            let marks = marks(at)
            if marks != 0 { return at &+ (marks.trailingZeroBitCount &>> 3) }
            at &+= 8
        }
        while at < upTo {
            let byte = self[at]
            if byte < 0x20 || byte == UInt8(ascii: "#") { return at }
            at &+= 1
        }
        return upTo
    }

    /// The high bit of each of eight bytes that is below 0x20 or `#`. Exact: the sums stay below 0x100.
    @inline(__always) private func marks(_ at: Int) -> UInt64 {
        precondition(at >= 0 && at &+ 8 <= count)
        let raw = unsafe UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
            .loadUnaligned(fromByteOffset: at, as: UInt64.self)
        let word = UInt64(littleEndian: raw)
        let low = word & 0x7f7f_7f7f_7f7f_7f7f
        let notHash = (low ^ 0x2323_2323_2323_2323) &+ 0x7f7f_7f7f_7f7f_7f7f
        let notControl = low &+ 0x6060_6060_6060_6060
        return ~((notHash & notControl) | word) & 0x8080_8080_8080_8080
    }
}

/// Hexadecimal digits of either case.
enum HexDigit {
    @inline(__always) static func value(_ byte: UInt8) -> UInt8? {
        let digit = byte &- 0x30
        if digit < 10 { return digit }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }
}
