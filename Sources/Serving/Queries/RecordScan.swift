/// Finds single values in the record of a stored line, without making anything of the others.
///
/// The line is one that this hub wrote itself: sound, without blanks between tokens, `record` its last member.
struct RecordScan {
    private let line: [UInt8]
    /// Where the first key of the record begins.
    private let start: Int

    init(_ line: RawSpan) {
        self.line = line.bytes
        start = Self.start(of: self.line)
    }

    /// A number of the record; nil when it is absent, null, or something else.
    func number(_ key: [UInt8]) -> Double? {
        digits(key).flatMap { Double(String(decoding: $0, as: UTF8.self)) }
    }

    /// A number as it is written.
    func digits(_ key: [UInt8]) -> [UInt8]? {
        guard let range = value(key), let first = range.first.map({ line[$0] }) else { return nil }
        let isNumber = first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        return isNumber ? Array(line[range]) : nil
    }

    /// The bytes of a string without escapes; nil when it is absent or null.
    func text(_ key: [UInt8]) -> [UInt8]? {
        guard let range = value(key), range.count >= 2, line[range.lowerBound] == UInt8(ascii: "\"") else {
            return nil
        }
        return Array(line[range.lowerBound + 1..<range.upperBound - 1])
    }

    /// The value of a member whose key, with its quotes, is `key`.
    private func value(_ key: [UInt8]) -> Range<Int>? {
        var at = start
        while at < line.count, line[at] == UInt8(ascii: "\"") {
            let keyEnd = endOfString(at)
            let end = endOfValue(keyEnd + 1)
            if keyEnd - at == key.count, isSame(at, key) { return keyEnd + 1..<min(end, line.count) }
            at = end + 1
        }
        return nil
    }

    private func isSame(_ at: Int, _ key: [UInt8]) -> Bool {
        for index in key.indices where line[at + index] != key[index] { return false }
        return true
    }

    private func endOfString(_ start: Int) -> Int {
        var at = start + 1
        while at < line.count, line[at] != UInt8(ascii: "\"") {
            at += line[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(at + 1, line.count)
    }

    /// Where the value that begins at `start` ends: at a comma or a closing bracket of what holds it.
    private func endOfValue(_ start: Int) -> Int {
        var depth = 0
        var at = start
        while at < line.count {
            switch line[at] {
            case UInt8(ascii: "\""):
                at = endOfString(at)
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
        return line.count
    }

    /// Behind `"record":{`. Members before it hold no text that a source wrote but keys, where quotes are escaped.
    private static func start(of line: [UInt8]) -> Int {
        let mark: [UInt8] = Array(#","record":{"#.utf8)
        guard line.count > mark.count else { return line.count }
        var at = 0
        while at <= line.count - mark.count {
            var same = 0
            while same < mark.count, line[at + same] == mark[same] { same += 1 }
            if same == mark.count { return at + mark.count }
            at += 1
        }
        return line.count
    }
}
