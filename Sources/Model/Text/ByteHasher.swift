/// Hashes the fields of a row one after the other; where one field ends and the next begins counts too.
///
/// The result is as stable as ``ByteHash``.
public struct ByteHasher: Sendable {
    private var state: UInt64

    /// A fresh hash; another seed gives an independent one.
    public init(seed: UInt64 = 0) { state = seed }

    /// Adds a field's bytes. An empty field counts, and differs from a missing one.
    public mutating func add(_ bytes: Span<UInt8>) {
        state = ByteHash.hash64(bytes, seed: state)
    }

    /// Adds a field that has no value.
    public mutating func addMissing() {
        state = ByteHash.mix(state ^ 0x9e37_79b9_7f4a_7c15, 0xd6e8_feb8_6659_fd93)
    }

    /// Adds a number.
    public mutating func add(_ number: UInt64) {
        state = ByteHash.mix(state ^ 0x2d35_8dcc_aa6c_78a5, number ^ 0x8bb8_4b93_962e_acc9)
    }

    /// The hash of all that was added, in order.
    public var value: UInt64 { ByteHash.mix(state ^ 0x4b33_a62e_d433_d4a3, 0x4d5a_2da5_1de1_aa47) }
}
