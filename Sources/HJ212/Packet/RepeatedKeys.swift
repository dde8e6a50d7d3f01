/// Which suffixes each factor of one packet has had, so that a key that comes twice is found without comparing each with
/// each. Factors are told apart by a hash: a finding is then confirmed by looking at the bytes.
struct RepeatedKeys {
    private var keys = [UInt64](repeating: 0, count: 256)
    private var suffixes = [UInt32](repeating: 0, count: 256)
    /// Slots in use, to be emptied for the next packet.
    private var used: [Int] = []

    /// Forgets all.
    mutating func clear() {
        for slot in used { keys[slot] = 0 }
        used.removeAll(keepingCapacity: true)
    }

    /// Adds suffixes, a bit each, to a factor, and tells which of them it had.
    mutating func add(_ key: UInt64, _ bits: UInt32) -> UInt32 {
        if used.count * 2 > keys.count { grow() }
        let slot = slot(key)
        if keys[slot] == 0 {
            keys[slot] = key
            suffixes[slot] = bits
            used.append(slot)
            return 0
        }
        let had = suffixes[slot] & bits
        suffixes[slot] |= bits
        return had
    }

    /// Where a key is, or would be.
    private func slot(_ key: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 40) & mask
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = used.map { (keys[$0], suffixes[$0]) }
        keys = [UInt64](repeating: 0, count: keys.count * 2)
        suffixes = [UInt32](repeating: 0, count: suffixes.count * 2)
        used.removeAll(keepingCapacity: true)
        for (key, bits) in old {
            let slot = slot(key)
            (keys[slot], suffixes[slot]) = (key, bits)
            used.append(slot)
        }
    }
}
