/// Finds the number stored under some bytes without making a String or any other object of them.
///
/// An open-addressing table, at most half full: all spellings lie one after the other in `bytes`, a slot holds one plus
/// the number of its entry, entry `i` spans `ends[i - 1] ..< ends[i]`. Collisions go to the next slot; the whole hash
/// is compared before the bytes are.
public struct SpellingIndex: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    private var values: [Int32] = []
    private var slots: [Int32] = Array(repeating: 0, count: 8)

    /// An empty index.
    public init() {}

    /// The number of spellings.
    public var count: Int { values.count }

    /// The number stored under exactly these bytes.
    public func lookup(_ spelling: Span<UInt8>) -> Int32? {
        let slot = slot(spelling, ByteHash.hash64(spelling))
        return slots[slot] == 0 ? nil : values[Int(slots[slot]) - 1]
    }

    /// Stores a number under a spelling that has none; otherwise keeps the old number and returns it.
    @discardableResult
    public mutating func insert(_ spelling: Span<UInt8>, value: Int32) -> Int32? {
        if (values.count + 1) * 2 > slots.count { grow() }
        let hash = ByteHash.hash64(spelling)
        let slot = slot(spelling, hash)
        if slots[slot] != 0 { return values[Int(slots[slot]) - 1] }
        for at in 0..<spelling.count { bytes.append(spelling[at]) }
        ends.append(bytes.count)
        hashes.append(hash)
        values.append(value)
        slots[slot] = Int32(values.count)
        return nil
    }

    /// Stores a number under a spelling that is there already.
    public mutating func replace(_ spelling: Span<UInt8>, value: Int32) {
        let slot = slot(spelling, ByteHash.hash64(spelling))
        if slots[slot] != 0 { values[Int(slots[slot]) - 1] = value }
    }

    /// The slot that holds the spelling, or the free one where it belongs.
    private func slot(_ spelling: Span<UInt8>, _ hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0, !holds(Int(slots[slot]) - 1, spelling, hash) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private func holds(_ entry: Int, _ spelling: Span<UInt8>, _ hash: UInt64) -> Bool {
        guard hashes[entry] == hash else { return false }
        let start = entry == 0 ? 0 : ends[entry - 1]
        guard ends[entry] - start == spelling.count else { return false }
        for at in 0..<spelling.count where bytes[start + at] != spelling[at] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for entry in values.indices {
            var slot = Int(truncatingIfNeeded: hashes[entry]) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(entry + 1)
        }
    }
}
