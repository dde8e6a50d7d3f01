import Model

/// The day of the moment that a record tells of, as its line shows it: the year, month and day in eight digits, such as 20261030.
struct ShownDay: Hashable, Comparable, Sendable {
    let digits: Int32

    /// What has no moment.
    static let none = ShownDay(digits: 0)

    init(_ date: CivilDate) { digits = Int32(date.year * 10_000 + date.month * 100 + date.day) }

    init(digits: Int32) { self.digits = digits }

    /// That of the column at `place` of the record that begins at `start` of its line.
    init(in line: RawSpan, record start: Int, column place: Int) {
        var at = start + 1
        for _ in 0..<place { at = Self.endOfMember(line, at) + 1 }
        // Behind the column's name, its colon and the quote that begins its text.
        at = Self.endOfText(line, at) + 2
        var digits: Int32 = 0
        for offset in [0, 1, 2, 3, 5, 6, 8, 9] {
            let digit = Int32(Self.byte(line, at + offset)) - 0x30
            guard (0...9).contains(digit) else {
                self = .none
                return
            }
            digits = digits * 10 + digit
        }
        self.digits = digits
    }

    /// Such as `2026-10-30`.
    var text: String {
        let parts = [digits / 10_000, digits / 100 % 100, digits % 100].map { String($0) }
        return zip(parts, [4, 2, 2]).map { String(repeating: "0", count: $1 - min($0.count, $1)) + $0 }
            .joined(separator: "-")
    }

    static func < (one: ShownDay, other: ShownDay) -> Bool { one.digits < other.digits }

    private static func byte(_ line: RawSpan, _ at: Int) -> UInt8 {
        at < line.byteCount ? unsafe line.unsafeLoad(fromByteOffset: at, as: UInt8.self) : 0
    }

    /// Where the member that begins at `start` ends: at the comma or brace behind it.
    private static func endOfMember(_ line: RawSpan, _ start: Int) -> Int {
        var (at, depth) = (start, 0)
        while at < line.byteCount {
            switch byte(line, at) {
            case UInt8(ascii: "\""):
                at = endOfText(line, at)
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
    private static func endOfText(_ line: RawSpan, _ start: Int) -> Int {
        var at = start + 1
        while at < line.byteCount, byte(line, at) != UInt8(ascii: "\"") {
            at += byte(line, at) == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(at + 1, line.byteCount)
    }
}
