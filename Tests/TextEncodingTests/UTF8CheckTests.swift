import TextEncoding
import Testing

@Suite struct UTF8CheckTests {
    private func check(_ bytes: [UInt8]) -> UTF8Check {
        unsafe bytes.withUnsafeBytes { unsafe UTF8Check($0) }
    }

    @Test func everyScalarIsValidAndEveryCutOneIncomplete() {
        for value in stride(from: UInt32(0), through: 0x10ffff, by: 37) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(String(Character(scalar)).utf8)
            #expect(check(bytes) == check(bytes + []) && check(bytes).ending == .complete)
            for count in 1..<max(bytes.count, 1) {
                #expect(check(Array(bytes[..<count])).ending == .incomplete)
            }
        }
    }

    @Test(
        arguments: [
            ([0x80], 1), ([0xc0, 0x80], 1), ([0xc1, 0xbf], 1), ([0xe0, 0x9f, 0xbf], 1), ([0xed, 0xa0, 0x80], 1),
            ([0xf0, 0x8f, 0xbf, 0xbf], 1), ([0xf4, 0x90, 0x80, 0x80], 1), ([0xf5], 1), ([0xe6, 0xb8, 0x41], 2),
            ([0xf0, 0xa0, 0xae, 0x41], 3),
        ] as [([UInt8], Int)])
    func illFormedSequencesAreFound(bytes: [UInt8], length: Int) {
        for prefix in [0, 1, 7, 8, 9, 17] {
            let found = check([UInt8](repeating: 0x61, count: prefix) + bytes)
            #expect(found.validCount == prefix && found.ending == .invalid(length: length))
        }
    }

    /// Random bytes: the standard library agrees on what is valid.
    @Test func agreesWithTheStandardLibrary() {
        var state: UInt64 = 7
        let alphabet: [UInt8] = [
            0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xe6, 0xb8, 0x85,
        ]
        for _ in 0..<3000 {
            let bytes = (0..<6).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return alphabet[Int(state >> 33) % alphabet.count]
            }
            #expect((check(bytes).ending == .complete) == (String(validating: bytes, as: UTF8.self) != nil))
            #expect(String(validating: bytes[..<check(bytes).validCount], as: UTF8.self) != nil)
        }
    }
}
