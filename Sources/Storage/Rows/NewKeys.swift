/// Tells keys that surely are not in a table yet, so that a first load need not look for each of them in vain.
///
/// It holds only while everything in the table came through it: it begins with an empty table and ends when another
/// connection has committed or a transaction was rolled back (``Store/generation``). It is a Bloom filter whose bits of one
/// key lie in one word: never wrong about a new key, and past some millions of keys merely of no more use.
final class NewKeys {
    /// 1 MB; the filter is only made when the table gets a row.
    private static let wordCount = 1 << 17

    private var words: [UInt64] = []
    private var generation: Int?

    /// Begins, if the table is empty in the store's present generation.
    init(tableIsEmpty isEmpty: Bool, _ generation: Int) {
        self.generation = isEmpty ? generation : nil
    }

    /// Whether it still knows every key of the table.
    func holds(_ generation: Int) -> Bool { self.generation == generation }

    /// Whether no row has the key. False says nothing.
    func isNew(_ hash: UInt64, _ generation: Int) -> Bool {
        guard self.generation == generation else { return false }
        if words.isEmpty { return true }
        let bits = NewKeys.bits(of: hash)
        return words[NewKeys.word(of: hash)] & bits != bits
    }

    /// Notes a key that is being put into the table.
    func insert(_ hash: UInt64, _ generation: Int) {
        guard self.generation == generation else { return end() }
        if words.isEmpty { words = Array(repeating: 0, count: NewKeys.wordCount) }
        words[NewKeys.word(of: hash)] |= NewKeys.bits(of: hash)
    }

    private func end() {
        guard generation != nil else { return }
        generation = nil
        words = []
    }

    private static func word(of hash: UInt64) -> Int { Int(hash & UInt64(wordCount - 1)) }

    /// Four bits, each chosen by six bits of the hash that ``word(of:)`` does not look at.
    private static func bits(of hash: UInt64) -> UInt64 {
        1 << (hash >> 24 & 63) | 1 << (hash >> 30 & 63) | 1 << (hash >> 36 & 63) | 1 << (hash >> 42 & 63)
    }
}
