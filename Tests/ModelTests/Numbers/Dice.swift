/// Repeatable random numbers for property tests.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The generator is SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    mutating func integer(below limit: Int64) -> Int64 { Int64.random(in: 0..<limit, using: &self) }

    /// Random bytes, half of them drawn from `likely`.
    mutating func bytes(upTo count: Int, likely: [UInt8]) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in
            Bool.random(using: &self)
                ? likely[Int.random(in: 0..<likely.count, using: &self)] : UInt8(truncatingIfNeeded: next())
        }
    }
}
