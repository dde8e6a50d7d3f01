/// Numbers of any size in as few bytes as they need (LEB128), signed ones zigzagged so that small magnitudes stay small.
struct PackedBytes {
    var bytes: [UInt8] = []

    @inline(__always) mutating func append(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    @inline(__always) mutating func append(count: Int) { append(UInt64(truncatingIfNeeded: count)) }

    @inline(__always) mutating func append(signed number: Int64) {
        append(UInt64(bitPattern: (number << 1) ^ (number >> 63)))
    }
}

/// Reads what ``PackedBytes`` wrote; bytes that end too early, or say what cannot be, are an error and never a trap.
struct PackedReading {
    let bytes: ArraySlice<UInt8>
    var at: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        at = bytes.startIndex
    }

    var isAtEnd: Bool { at == bytes.endIndex }

    mutating func byte() throws(StoreError) -> UInt8 {
        guard at < bytes.endIndex else { throw PackedReading.damaged }
        defer { at += 1 }
        return bytes[at]
    }

    mutating func number() throws(StoreError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            let byte = try byte()
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw PackedReading.damaged
    }

    mutating func signed() throws(StoreError) -> Int64 {
        let number = try number()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    /// A count of things of which each takes at least a share of a byte that is there.
    ///
    /// - Parameter limit: the highest count that makes sense.
    mutating func count(limit: Int) throws(StoreError) -> Int {
        guard let count = Int(exactly: try number()), count <= limit else { throw PackedReading.damaged }
        return count
    }

    mutating func take(_ count: Int) throws(StoreError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.endIndex - at else { throw PackedReading.damaged }
        defer { at += count }
        return bytes[at..<at + count]
    }

    static let damaged = StoreError(
        .damaged,
        "a block of the time series is damaged: restore the file from a backup, the devices can be asked again")
}
