/// Which record of which system: a hash of both names, the same in every run and on every machine.
public struct RecordID: Sendable, Hashable, Comparable {
    /// The hash.
    public let hash: UInt64

    /// The id of a system's record.
    public init(system: String, key: String) {
        hash = HashText.hash(key, seed: HashText.hash(system))
    }

    init(hash: UInt64) { self.hash = hash }

    /// An order without meaning, always the same.
    public static func < (left: RecordID, right: RecordID) -> Bool { left.hash < right.hash }
}
