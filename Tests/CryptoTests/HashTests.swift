import Crypto
import Testing

@Suite struct HashTests {
    /// NIST's examples for SHA-256 (FIPS 180-4, CSRC "Cryptographic Standards and Guidelines").
    static let vectors = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test(arguments: vectors.indices)
    func hashesNistExamples(_ index: Int) {
        let (text, expected) = Self.vectors[index]
        #expect(SHA256.hash(text).hex == expected)
    }

    @Test func piecesGiveTheSameAndTheContextServesAgain() {
        var hash = SHA256()
        for byte in "abc".utf8 { hash.update([byte]) }
        #expect(hash.finish().hex == Self.vectors[1].1)
        #expect(hash.finish().hex == Self.vectors[0].1)
        hash.update(Array("xyz".utf8))
        hash.reset()
        hash.update(Array("abc".utf8))
        #expect(hash.finish() == SHA256.hash("abc"))
    }

    @Test func aCopyGoesOnFromWhereItWasCopied() {
        var hash = SHA256()
        hash.update(Array("a".utf8))
        var other = hash
        hash.update(Array("bc".utf8))
        other.update(Array("bd".utf8))
        #expect(hash.finish() == SHA256.hash("abc") && other.finish() == SHA256.hash("abd"))
        var sm3 = SM3()
        sm3.update(Array("a".utf8))
        var another = sm3
        sm3.update(Array("bc".utf8))
        another.update(Array("bd".utf8))
        #expect(sm3.finish() == SM3.hash(Array("abc".utf8)) && another.finish() == SM3.hash(Array("abd".utf8)))
    }

    @Test func aDigestIsItsBytes() {
        let digest = SHA256.hash("abc")
        #expect(digest.bytes.count == 32)
        #expect(SHA256Digest(digest.bytes) == digest)
        #expect(SHA256Digest(Array(digest.bytes.dropLast())) == nil)
        #expect(digest != SHA256.hash("abd"))
        #expect(Set([digest, SHA256.hash("abc")]).count == 1)
    }

    /// RFC 4231, test cases 1, 2, 3, 4, 6 and 7: key, data, code.
    static let codes: [([UInt8], [UInt8], String)] = [
        (
            .init(repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            .init(repeating: 0xAA, count: 20), .init(repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            Array(1...25), .init(repeating: 0xCD, count: 50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
        ),
        (
            .init(repeating: 0xAA, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            .init(repeating: 0xAA, count: 131),
            Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ]

    @Test(arguments: codes.indices)
    func authenticatesRfc4231Examples(_ index: Int) {
        let (key, data, expected) = Self.codes[index]
        #expect(HMACSHA256(key: key).code(for: data).hex == expected)
    }

    /// HMAC of nothing under the empty key: a value well known from many implementations.
    @Test func takesAnEmptyKeyAndMessage() {
        #expect(
            HMACSHA256(key: []).code(for: []).hex
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test func validatesWholeAndCutCodes() {
        let hmac = HMACSHA256(key: [1, 2, 3])
        let code = hmac.code(for: [4]).bytes
        #expect(hmac.isValid(code, for: [4]))
        #expect(hmac.isValid(Array(code.prefix(16)), for: [4]))
        #expect(!hmac.isValid(Array(code.prefix(15)), for: [4]))
        #expect(!hmac.isValid([], for: [4]))
        #expect(!hmac.isValid(code, for: [5]))
        #expect(!hmac.isValid(code + [0], for: [4]))
    }

    /// GB/T 32905-2016, appendix A, and the empty text as other implementations give it.
    @Test(arguments: [
        ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (String(repeating: "abcd", count: 16), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
        ("", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"),
    ]) func hashesTheStandardsExamplesBySM3(_ text: String, _ expected: String) {
        #expect(Hex.encode(SM3.hash(Array(text.utf8))) == expected)
        var hash = SM3()
        for byte in text.utf8 { hash.update([byte]) }
        #expect(Hex.encode(hash.finish()) == expected)
        #expect(hash.finish() == SM3.hash([]), "the context serves again")
    }
}
