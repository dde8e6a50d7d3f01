/// A 64-bit hash of bytes, the same on every machine and in every run: stored row and key hashes may rely on it.
///
/// It is wyhash, final version 4 (Wang Yi, public domain), with its default secret: multiply 64 × 64 bits and fold both
/// halves of the product. Good spread and several bytes a cycle; it keeps out no attacker, so it is never a signature.
public enum ByteHash {
    private static let secret0: UInt64 = 0xa076_1d64_78bd_642f
    private static let secret1: UInt64 = 0xe703_7ed1_a0b4_28db
    private static let secret2: UInt64 = 0x8ebc_6af0_9c88_c6e3
    private static let secret3: UInt64 = 0x5899_65cc_7537_4cc3

    /// The hash of the bytes; another seed gives an independent hash.
    public static func hash64(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        // The compiler marks the raw view unsafe for what can be loaded from it; only integers are.
        let raw = unsafe bytes.bytes
        let count = raw.byteCount
        var state = seed ^ mix(seed ^ secret0, secret1)
        let (low, high) = count <= 16 ? shortWords(raw) : longWords(raw, &state)
        let (top, bottom) = (low ^ secret1).multipliedFullWidth(by: high ^ state)
        return mix(bottom ^ secret0 ^ UInt64(count), top ^ secret1)
    }

    /// A hash that goes on with another word: of the same words in the same order it is the same.
    public static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        mix(hash ^ secret0, mix(word ^ secret1, secret2) ^ secret3)
    }

    /// Two words that cover up to 16 bytes.
    private static func shortWords(_ raw: RawSpan) -> (UInt64, UInt64) {
        let count = raw.byteCount
        if count >= 4 {
            let step = (count >> 3) << 2
            return (
                word32(raw, 0) << 32 | word32(raw, step),
                word32(raw, count - 4) << 32 | word32(raw, count - 4 - step)
            )
        }
        if count == 0 { return (0, 0) }
        return (byte(raw, 0) << 16 | byte(raw, count >> 1) << 8 | byte(raw, count - 1), 0)
    }

    /// Folds all but the end into the state; gives the last 16 bytes.
    private static func longWords(_ raw: RawSpan, _ state: inout UInt64) -> (UInt64, UInt64) {
        var at = 0
        var left = raw.byteCount
        if left >= 48 {
            var second = state
            var third = state
            while left >= 48 {
                state = mix(word(raw, at) ^ secret1, word(raw, at + 8) ^ state)
                second = mix(word(raw, at + 16) ^ secret2, word(raw, at + 24) ^ second)
                third = mix(word(raw, at + 32) ^ secret3, word(raw, at + 40) ^ third)
                at += 48
                left -= 48
            }
            state ^= second ^ third
        }
        while left > 16 {
            state = mix(word(raw, at) ^ secret1, word(raw, at + 8) ^ state)
            at += 16
            left -= 16
        }
        return (word(raw, at + left - 16), word(raw, at + left - 8))
    }

    /// Folds the 128-bit product of two words.
    static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (high, low) = left.multipliedFullWidth(by: right)
        return high ^ low
    }

    // Unaligned loads have no safe spelling; RawSpan checks their bounds all the same.

    private static func word(_ raw: RawSpan, _ at: Int) -> UInt64 {
        unsafe UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
    }

    private static func word32(_ raw: RawSpan, _ at: Int) -> UInt64 {
        unsafe UInt64(UInt32(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt32.self)))
    }

    private static func byte(_ raw: RawSpan, _ at: Int) -> UInt64 {
        unsafe UInt64(raw.unsafeLoad(fromByteOffset: at, as: UInt8.self))
    }
}
