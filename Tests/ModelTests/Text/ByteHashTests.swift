import Model
import Testing

@Suite struct ByteHashTests {
    private func hash(_ text: String, _ seed: UInt64 = 0) -> UInt64 {
        ByteHash.hash64(Array(text.utf8).span, seed: seed)
    }

    /// The vectors published with wyhash final 4.
    @Test func matchesWyhash() {
        let vectors: [(String, UInt64)] = [
            ("", 0x0409_638e_e2bd_e459), ("a", 0xa841_2d09_1b5f_e0a9), ("abc", 0x32dd_92e4_b291_5153),
            ("message digest", 0x8619_1240_89a3_a16b), ("abcdefghijklmnopqrstuvwxyz", 0x7a43_afb6_1d7f_5f40),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 0xff42_329b_90e5_0d58),
            (String(repeating: "1234567890", count: 8), 0xc39c_ab13_b115_aad3),
        ]
        for (seed, vector) in vectors.enumerated() { #expect(hash(vector.0, UInt64(seed)) == vector.1) }
    }

    @Test func everyByteCounts() {
        for count in [1, 3, 4, 8, 15, 16, 17, 32, 47, 48, 49, 96, 200] {
            let bytes = [UInt8](repeating: 0x61, count: count)
            var seen: Set<UInt64> = [ByteHash.hash64(bytes.span)]
            for at in bytes.indices {
                var changed = bytes
                changed[at] ^= 1
                seen.insert(ByteHash.hash64(changed.span))
            }
            #expect(seen.count == count + 1)
        }
    }

    @Test func fieldsAreKeptApart() {
        func value(_ fields: [String?]) -> UInt64 {
            var hasher = ByteHasher()
            for field in fields {
                if let field { hasher.add(Array(field.utf8).span) } else { hasher.addMissing() }
            }
            return hasher.value
        }
        let rows: [[String?]] = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["abc", nil], [nil, "abc"], []]
        #expect(Set(rows.map(value)).count == rows.count)
        #expect(value(["清远", nil]) == value(["清远", nil]))
        // Stored hashes rest on this number: it must never change.
        #expect(value(["清远", nil, "441802"]) == 6_473_052_490_345_540_558)
    }
}
