/// The bytes with a meaning in CSV, and how to find them eight at a time.
enum CSVByte {
    static let quote: UInt8 = 0x22
    static let lineFeed: UInt8 = 0x0a
    static let carriageReturn: UInt8 = 0x0d

    static let lowBits: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    static let highBits: UInt64 = 0x8080_8080_8080_8080
    static let quotes: UInt64 = repeated(quote)

    /// A byte in all eight places of a word.
    static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// The high bit of every byte that is the delimiter, a quote or below 0x20; no other bit. Exact for every byte: the sums
    /// stay below 0x100, so nothing carries into the next byte. Controls other than CR, LF, NUL and tab are false alarms,
    /// which cost a branch; in exchange the four tests for line ends, NUL and tab are one.
    @inline(__always) static func marks(_ word: UInt64, delimiters: UInt64) -> UInt64 {
        let low = word & lowBits
        let notDelimiter = (low ^ delimiters) &+ lowBits
        let notQuote = (low ^ quotes) &+ lowBits
        let notControl = low &+ 0x6060_6060_6060_6060
        return ~((notDelimiter & notQuote & notControl) | word) & highBits
    }

    static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }
}
