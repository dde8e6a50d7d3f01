import Model

/// Rows as bytes, for contributions: the count of values, then for each its kind, exponent, length and payload, then the
/// arena. Little-endian throughout.
enum RowPacking {
    static func pack(_ row: RowValues) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2 + row.values.count * 14 + row.arena.count)
        append(UInt16(truncatingIfNeeded: row.values.count), to: &bytes)
        for value in row.values {
            bytes.append(value.kind.rawValue)
            bytes.append(UInt8(bitPattern: value.exponent))
            append(value.length, to: &bytes)
            append(value.payload, to: &bytes)
        }
        bytes.append(contentsOf: row.arena)
        return bytes
    }

    /// Nil when the bytes are not a packed row.
    static func unpack(_ bytes: [UInt8]) -> RowValues? {
        guard bytes.count >= 2 else { return nil }
        let count = Int(number(bytes, 0, as: UInt16.self))
        guard bytes.count >= 2 + count * 14 else { return nil }
        let arena = Array(bytes[(2 + count * 14)...])
        var row = RowValues(values: [], arena: arena)
        for start in stride(from: 2, to: 2 + count * 14, by: 14) {
            guard let kind = MappedValue.Kind(rawValue: bytes[start]) else { return nil }
            let value = MappedValue(
                kind, payload: number(bytes, start + 6, as: Int64.self),
                length: number(bytes, start + 2, as: UInt32.self),
                exponent: Int8(bitPattern: bytes[start + 1]))
            if value.isInArena, value.payload < 0 || Int(value.payload) + Int(value.length) > arena.count { return nil }
            row.values.append(value)
        }
        return row
    }

    private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: number.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    private static func number<Number: FixedWidthInteger>(_ bytes: [UInt8], _ start: Int, as: Number.Type) -> Number {
        var value: Number = 0
        for index in (0..<Number.bitWidth / 8).reversed() {
            value = value << 8 | Number(truncatingIfNeeded: bytes[start + index])
        }
        return value
    }
}
