extension RawSpan {
    /// A copy of the bytes.
    var bytes: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }

    /// Appends the bytes to others.
    func append(to out: inout [UInt8]) {
        unsafe withUnsafeBytes { unsafe out.append(contentsOf: $0) }
    }

    /// One of them.
    func byte(_ place: Int) -> UInt8 { unsafe unsafeLoad(fromByteOffset: place, as: UInt8.self) }

    /// Where the first one of a value is.
    func firstIndex(of value: UInt8) -> Int? {
        for place in 0..<byteCount where byte(place) == value { return place }
        return nil
    }

    /// Whether they are those of an array.
    func isEqual(to bytes: [UInt8]) -> Bool {
        guard byteCount == bytes.count else { return false }
        for place in 0..<byteCount where byte(place) != bytes[place] { return false }
        return true
    }
}
