extension RawSpan {
    /// A copy of the bytes.
    var bytes: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }

    /// Appends the bytes to others.
    func append(to out: inout [UInt8]) {
        unsafe withUnsafeBytes { unsafe out.append(contentsOf: $0) }
    }
}
