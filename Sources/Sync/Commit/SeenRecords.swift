/// Which records a run has met, one bit each: what a complete reading did not meet is gone at the source.
public struct SeenRecords: Sendable {
    private var words: [UInt64] = []
    /// How many there are.
    public private(set) var count = 0

    /// None.
    public init() {}

    /// Notes record `id`.
    public mutating func insert(_ id: Int64) {
        let word = Int(id >> 6)
        if word >= words.count {
            words.append(contentsOf: repeatElement(0, count: max(word + 1 - words.count, words.count)))
        }
        let bit = UInt64(1) << UInt64(id & 63)
        if words[word] & bit == 0 { count += 1 }
        words[word] |= bit
    }

    /// Whether record `id` was met.
    public func contains(_ id: Int64) -> Bool {
        let word = Int(id >> 6)
        return word < words.count && words[word] & UInt64(1) << UInt64(id & 63) != 0
    }
}
