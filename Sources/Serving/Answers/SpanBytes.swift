extension RawSpan {
    /// A copy of the bytes.
    var bytes: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }
}
