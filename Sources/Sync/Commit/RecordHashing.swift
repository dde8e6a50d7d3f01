import Connectors
import Model

/// How records of one connector are told apart: by the hash of their bytes, and by their key.
struct RecordHashing: Sendable {
    /// The connector's number.
    let connector: Int64
    /// Everything that changes how bytes are read: a record of equal bytes under another version is read again.
    let versionSeed: UInt64

    /// The hash of record `index`'s bytes.
    func print(_ index: Int, _ page: RecordPage) -> UInt64 {
        let place = page.places[index]
        let start = Int(place.offset)
        let raw = page.bytes.span.extracting(start..<start + Int(place.length))
        return ByteHash.hash64(raw, seed: versionSeed ^ page.layout)
    }

    /// The hash of a record's key, which begins at `start` of `keys` and goes to their end.
    func keyHash(_ keys: [UInt8], from start: Int = 0) -> UInt64 {
        ByteHash.hash64(keys.span.extracting(start..<keys.count), seed: UInt64(bitPattern: connector))
    }

    /// Appends the record's key: its identity values, trimmed, joined by `|`; of several, a `|` inside of
    /// one is written `\|`, so that no two records share a key. A record without any is known by its bytes.
    ///
    /// - Returns: whether it has none.
    static func appendKey(
        _ index: Int, _ page: RecordPage, _ plan: RecordPlan, _ print: UInt64, to key: inout [UInt8]
    ) -> Bool {
        let first = key.count
        var isEmpty = true
        for (place, slot) in plan.identity.enumerated() {
            if place > 0 { key.append(UInt8(ascii: "|")) }
            let field = page.field(slot, row: index)
            guard field.isPresent else { continue }
            let range = field.range
            let trimmed = Blanks.trimmed(page.bytes.span.extracting(range))
            if !trimmed.isEmpty { isEmpty = false }
            let text = page.bytes[range.lowerBound + trimmed.lowerBound..<range.lowerBound + trimmed.upperBound]
            if plan.identity.count > 1 { appendEscaped(text, to: &key) } else { key.append(contentsOf: text) }
        }
        guard isEmpty else { return false }
        key.removeSubrange(first...)
        key.append(UInt8(ascii: "#"))
        appendHex(print, to: &key)
        return true
    }

    private static func appendEscaped(_ text: ArraySlice<UInt8>, to key: inout [UInt8]) {
        for byte in text {
            if byte == UInt8(ascii: "|") || byte == UInt8(ascii: "\\") { key.append(UInt8(ascii: "\\")) }
            key.append(byte)
        }
    }

    private static func appendHex(_ number: UInt64, to key: inout [UInt8]) {
        for shift in stride(from: 60, through: 0, by: -4) {
            let digit = UInt8(number >> UInt64(shift) & 15)
            key.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
        }
    }
}
