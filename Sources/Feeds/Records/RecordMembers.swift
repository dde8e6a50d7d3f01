/// Where the keys and values of a record lie in its bytes. Only for records that the hub wrote itself: JSON objects without blanks
/// between tokens. Its memory is kept from one record to the next.
struct RecordMembers {
    private(set) var keys: [Range<Int>] = []
    private(set) var values: [Range<Int>] = []

    /// Finds the members of the object that begins at `start`.
    mutating func read(_ bytes: [UInt8], from start: Int = 0) {
        keys.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        var at = start + 1
        while at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
            let keyEnd = Self.endOfText(bytes, from: at)
            guard keyEnd < bytes.count else { return }
            let valueEnd = Self.endOfValue(bytes, from: keyEnd + 1)
            keys.append(at..<keyEnd)
            values.append(keyEnd + 1..<valueEnd)
            at = valueEnd + 1
        }
    }

    /// The index of the member whose key (with its quotes) is `key`; `guess` is looked at first.
    func index(of key: ArraySlice<UInt8>, in bytes: [UInt8], guess: Int) -> Int? {
        if guess < keys.count, bytes[keys[guess]].elementsEqual(key) { return guess }
        return keys.firstIndex { bytes[$0].elementsEqual(key) }
    }

    /// Where the value that begins at `start` ends.
    private static func endOfValue(_ bytes: [UInt8], from start: Int) -> Int {
        var depth = 0
        var at = start
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at = endOfText(bytes, from: at)
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return at }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return at
            default: break
            }
            at += 1
        }
        return at
    }

    /// Where the string that begins at `start` ends, behind its second quote.
    private static func endOfText(_ bytes: [UInt8], from start: Int) -> Int {
        var at = start + 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(at + 1, bytes.count)
    }
}
