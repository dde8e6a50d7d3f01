/// Numbers that look random and are the same for the same seed, on every machine: SplitMix64.
struct SeededNumbers: Sendable {
    private var state: UInt64

    /// Numbers of a seed; the label keeps the numbers of different uses apart.
    init(_ seed: UInt64, _ label: String) {
        state = seed
        for byte in label.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `bound`; 0 when there is no room.
    mutating func below(_ bound: Int) -> Int {
        bound > 1 ? Int(next() % UInt64(bound)) : 0
    }

    /// A number of a range.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// Whether something happens that happens `percent` times of a hundred.
    mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

    /// One of a list, which must not be empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

    /// `count` different positions of a list of `size`, in no order.
    mutating func positions(_ count: Int, of size: Int) -> [Int] {
        var all = Array(0..<size)
        for index in 0..<min(count, size) { all.swapAt(index, index + below(size - index)) }
        return Array(all.prefix(count))
    }
}
