import Crypto
import Testing

@Suite struct SecretTests {
    @Test func randomBytesAreManyAndDiffer() throws {
        #expect(try randomBytes(0).isEmpty)
        #expect(try randomBytes(-1).isEmpty)
        let one = try randomBytes(32)
        #expect(one.count == 32)
        #expect(try randomBytes(32) != one)
    }

    @Test func equalityLooksAtEveryByte() {
        let one: [UInt8] = Array(0..<32)
        for place in one.indices {
            var other = one
            other[place] ^= 1
            #expect(!constantTimeEqual(one, other))
        }
        #expect(constantTimeEqual(one, Array(0..<32)))
        #expect(!constantTimeEqual(one, Array(0..<31)))
        #expect(constantTimeEqual([], [] as [UInt8]))
        #expect(constantTimeEqual(SHA256.hash("a"), SHA256.hash("a")))
        #expect(!constantTimeEqual(SHA256.hash("a"), SHA256.hash("b")))
    }
}
