extension [UInt8] {
    /// Appends the last `count` digits of a number, with zeros before it where it has fewer.
    ///
    /// Room is made once and filled from the right: dividing by ten is a multiplication for the compiler, dividing by a
    /// power that it does not know is not.
    @inline(__always) mutating func append(digits value: UInt64, count: Int) {
        let start = self.count
        for _ in 0..<count { append(UInt8(ascii: "0")) }
        var rest = value
        var place = start &+ count
        unsafe withUnsafeMutableBufferPointer { bytes in
            while place > start {
                place &-= 1
                let (tens, one) = rest.quotientAndRemainder(dividingBy: 10)
                unsafe bytes[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: one)
                rest = tens
            }
        }
    }
}
