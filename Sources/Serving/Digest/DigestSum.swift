import Crypto

/// How many records there are, and the sum of their SHA-256 values modulo 2^256: whatever order they are added in, the sum is the
/// same, and two sets of records that differ have, as far as anybody can bring about, two sums.
struct DigestSum: Equatable, Sendable {
    private(set) var count = 0
    /// The sum, the lowest 64 bits first.
    private var words: [4 of UInt64] = [0, 0, 0, 0]

    /// Adds the record of a feed's line: SHA-256(id ‖ 0x00 ‖ rev), the revision in decimal digits.
    mutating func add(line: RawSpan, _ hash: inout SHA256) {
        guard let term = DigestTerm(line) else { return }
        hash.update(line.extracting(term.id))
        hash.update(Self.separator)
        hash.update(line.extracting(term.revision))
        add(hash.finish())
    }

    private static let separator: [UInt8] = [0]

    private mutating func add(_ digest: SHA256Digest) {
        var other = DigestSum()
        other.count = 1
        digest.withBytes { bytes in
            for word in 0..<4 {
                var value: UInt64 = 0
                for at in 0..<8 {
                    value = value << 8 | UInt64(unsafe bytes.unsafeLoad(fromByteOffset: word * 8 + at, as: UInt8.self))
                }
                other.words[3 - word] = value
            }
        }
        self += other
    }

    static func += (sum: inout DigestSum, other: DigestSum) {
        sum.count += other.count
        var carry: UInt64 = 0
        for word in 0..<4 {
            let (first, over) = sum.words[word].addingReportingOverflow(other.words[word])
            let (second, again) = first.addingReportingOverflow(carry)
            sum.words[word] = second
            carry = over || again ? 1 : 0
        }
    }

    static func == (one: DigestSum, other: DigestSum) -> Bool {
        one.count == other.count && (0..<4).allSatisfy { one.words[$0] == other.words[$0] }
    }

    /// The sum in 64 hexadecimal digits.
    var hex: String {
        (0..<4).reversed().map { word in
            let digits = String(words[word], radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

/// Where the id and the revision of a record lie in its line.
struct DigestTerm {
    let id: Range<Int>
    let revision: Range<Int>

    /// Nil for what is no line of a record.
    init?(_ line: RawSpan) {
        // A line begins with its operation, number and entity, none of which holds a quote of its own.
        guard let id = Self.end(of: #","id":""#, in: line, from: 0),
            let idEnd = Self.end(of: "\"", in: line, from: id),
            let revision = Self.end(of: #","rev":"#, in: line, from: idEnd)
        else { return nil }
        var end = revision
        while end < line.byteCount, (0x30...0x39).contains(Self.byte(line, end)) { end += 1 }
        self.id = id..<idEnd - 1
        self.revision = revision..<end
    }

    private static func byte(_ line: RawSpan, _ at: Int) -> UInt8 {
        unsafe line.unsafeLoad(fromByteOffset: at, as: UInt8.self)
    }

    private static func end(of word: StaticString, in line: RawSpan, from start: Int) -> Int? {
        let count = word.utf8CodeUnitCount
        var at = start
        while at + count <= line.byteCount {
            var same = 0
            while same < count, unsafe byte(line, at + same) == word.utf8Start[same] { same += 1 }
            if same == count { return at + count }
            at += 1
        }
        return nil
    }
}
