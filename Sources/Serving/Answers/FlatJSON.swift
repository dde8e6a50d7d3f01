import JSON

/// Finds the members of a JSON object that this hub wrote itself: sound, without blanks between tokens.
enum FlatJSON {
    /// The ranges of an object's values by their keys.
    static func members(of bytes: [UInt8], in range: Range<Int>) -> [String: Range<Int>] {
        var members: [String: Range<Int>] = [:]
        var at = range.lowerBound + 1
        while at < range.upperBound, bytes[at] == UInt8(ascii: "\"") {
            let keyEnd = end(of: bytes, from: at, to: range.upperBound)
            guard keyEnd < range.upperBound else { break }
            let key = String(decoding: bytes[at + 1..<keyEnd - 1], as: UTF8.self)
            let valueEnd = end(of: bytes, from: keyEnd + 1, to: range.upperBound)
            members[key] = keyEnd + 1..<valueEnd
            at = valueEnd + 1
        }
        return members
    }

    /// A string's text.
    static func text(of bytes: [UInt8], in range: Range<Int>) -> String {
        let inside = bytes[range.dropFirst().dropLast()]
        guard inside.contains(UInt8(ascii: "\\")) else { return String(decoding: inside, as: UTF8.self) }
        return (try? JSONValue(parsing: Array(bytes[range])).stringValue) ?? ""
    }

    /// Where the value that begins at `start` ends.
    private static func end(of bytes: [UInt8], from start: Int, to limit: Int) -> Int {
        var depth = 0
        var at = start
        while at < limit {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at = endOfString(bytes, at, limit)
                if depth == 0 { return at }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                // The bracket that closes the object around a bare number.
                if depth < 0 { return at }
                if depth == 0 { return at + 1 }
            case UInt8(ascii: ",") where depth == 0: return at
            default: break
            }
            at += 1
        }
        return limit
    }

    private static func endOfString(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var at = start + 1
        while at < limit, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(at + 1, limit)
    }
}
