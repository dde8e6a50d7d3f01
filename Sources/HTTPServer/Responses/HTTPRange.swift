/// What a `Range` header asks for of a body of a known size (RFC 9110 section 14).
public enum HTTPRange: Equatable, Sendable {
    /// All of it: no range was asked for, or one that a server may ignore: of other units, several, or one that is no range.
    case whole
    /// A part.
    case part(Range<Int>)
    /// A part that there is not: 416.
    case unsatisfiable

    /// Reads a header.
    public init(_ header: String?, size: Int) {
        self = header.flatMap { Self.read($0, size) } ?? .whole
    }

    private static func read(_ header: String, _ size: Int) -> HTTPRange? {
        guard let equals = header.firstIndex(of: "="), header[..<equals].lowercased() == "bytes" else { return nil }
        let text = header[header.index(after: equals)...].filter { $0 != " " && $0 != "\t" }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, !text.contains(",") else { return nil }
        switch (ends[0].isEmpty, ends[1].isEmpty) {
        case (true, true): return nil
        case (true, false):
            guard let count = number(ends[1]) else { return nil }
            return count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - count)..<size)
        case (false, let isOpen):
            guard let first = number(ends[0]), let last = isOpen ? Int.max - 1 : number(ends[1]), last >= first else {
                return nil
            }
            return first >= size ? .unsatisfiable : .part(first..<min(last + 1, size))
        }
    }

    /// The value of digits; one that is too large for anything counts as the largest.
    private static func number(_ digits: Substring) -> Int? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return min(Int(digits) ?? .max, .max - 1)
    }
}
