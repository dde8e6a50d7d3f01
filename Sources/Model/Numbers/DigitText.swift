extension [UInt8] {
    /// Appends the last `count` digits of a number, with zeros before it where it has fewer.
    ///
    /// They are made beside the array, from the right, and appended in one go: dividing by ten is a multiplication for the compiler,
    /// dividing by a power that it does not know is not.
    @inline(__always) mutating func append(digits value: UInt64, count: Int) {
        // No number has more than twenty.
        var text = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        for _ in 0..<Swift.max(count &- 20, 0) { append(UInt8(ascii: "0")) }
        let start = Swift.max(20 &- count, 0)
        var rest = value
        var place = 20
        while place > start {
            place &-= 1
            let (tens, one) = rest.quotientAndRemainder(dividingBy: 10)
            text[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: one)
            rest = tens
        }
        unsafe text.span.withUnsafeBufferPointer { bytes in
            unsafe append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        }
    }
}
