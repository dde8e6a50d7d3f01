/// What names are compared by: a Chinese character, a word of Latin letters, or a group of words that mean the same.
///
/// A Chinese character is `scalar << 4`. A word is its first ten letters and digits, six bits each above the low four bits, which
/// hold its length up to 15: words can be compared letter by letter without their text. A group has the highest bits set.
enum NameUnit {
    static let group: UInt64 = 0xF << 60
    static let longest = 10

    static func character(_ scalar: UInt32) -> UInt64 { UInt64(scalar) << 4 }

    static func group(_ number: UInt32) -> UInt64 { group | UInt64(number) << 4 }

    static func word(_ scalars: ArraySlice<UInt32>) -> UInt64 {
        var unit: UInt64 = 0
        for scalar in scalars.prefix(longest) { unit = (unit << 6) | letter(scalar) }
        return (unit << 4) | UInt64(min(scalars.count, 15))
    }

    /// 1 to 26 for letters, 27 to 36 for digits.
    private static func letter(_ scalar: UInt32) -> UInt64 {
        ScalarText.isDigit(scalar) ? UInt64(scalar - 0x30 + 27) : UInt64(scalar &- 0x60) & 63
    }

    static func isWord(_ unit: UInt64) -> Bool { unit & 15 != 0 }

    static func length(_ unit: UInt64) -> Int { Int(unit & 15) }

    private static func letters(_ unit: UInt64) -> Int { min(length(unit), longest) }

    /// Whether two words are likely the same: one begins the other (gen, generating), they go on differently after a long
    /// common beginning (generating, generation), or one letter differs, is missing or is swapped with the next.
    static func areAlike(_ left: UInt64, _ right: UInt64) -> Bool {
        guard isWord(left), isWord(right) else { return false }
        let (short, long) = length(left) <= length(right) ? (left, right) : (right, left)
        let common = commonPrefix(short, long)
        let count = letters(short)
        if common == count, count >= 3 { return true }
        if common >= 5, common * 3 >= letters(long) * 2 { return true }
        guard count >= 5, letters(long) - count <= 1, length(long) - length(short) <= 1 else { return false }
        return isOneOff(short, long, common)
    }

    private static func commonPrefix(_ short: UInt64, _ long: UInt64) -> Int {
        let (one, other) = (aligned(short), aligned(long))
        return min((one ^ other).leadingZeroBitCount / 6, letters(short))
    }

    /// The letters from the top bits down.
    private static func aligned(_ unit: UInt64) -> UInt64 { (unit >> 4) << (64 - 6 * letters(unit)) }

    private static func isOneOff(_ short: UInt64, _ long: UInt64, _ common: Int) -> Bool {
        let (one, other) = (aligned(short) << (6 * common), aligned(long) << (6 * common))
        if length(short) < length(long) { return other << 6 == one }
        if one << 6 == other << 6 { return true }
        let swapped = (one << 6) >> 58 == other >> 58 && (other << 6) >> 58 == one >> 58
        return swapped && one << 12 == other << 12
    }

    /// One word made of two, as when De Pere is also written Depere; nil when it is too long to be compared.
    static func joined(_ left: UInt64, _ right: UInt64) -> UInt64? {
        let (first, second) = (length(left), length(right))
        guard isWord(left), isWord(right), first + second <= longest else { return nil }
        let letters = ((left >> 4) << (6 * second)) | (right >> 4)
        return (letters << 4) | UInt64(first + second)
    }
}
