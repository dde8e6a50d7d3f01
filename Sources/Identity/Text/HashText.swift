/// 64-bit hashes of what is compared: the same on every machine and in every run, so that no result depends on an order.
enum HashText {
    static let empty: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Folds another number into a hash. 0 means "none" everywhere, so it is never a hash.
    @inline(__always)
    static func combine(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        let (high, low) = (hash ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: value ^ 0xE703_7ED1_A0B4_28DB)
        let mixed = high ^ low
        return mixed == 0 ? 1 : mixed
    }

    /// The hash of scalars.
    static func hash(_ scalars: ArraySlice<UInt32>, seed: UInt64 = empty) -> UInt64 {
        var hash = seed
        for scalar in scalars { hash = combine(hash, UInt64(scalar)) }
        return hash
    }

    /// The hash of a text's bytes.
    static func hash(_ text: String, seed: UInt64 = empty) -> UInt64 {
        var hash = seed
        for byte in text.utf8 { hash = combine(hash, UInt64(byte)) }
        return hash
    }
}
