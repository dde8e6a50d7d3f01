import Crypto
import Testing

@Suite struct TextFormTests {
    /// RFC 4648 section 10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64OfTheStandard(_ plain: String, _ text: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == text)
        #expect(Base64URL.decode(text) == Array(plain.utf8))
    }

    @Test func base64HasTheAlphabetOfAddresses() {
        #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
        #expect(Base64URL.decode("-__-") == [0xFB, 0xFF, 0xFE])
    }

    @Test(arguments: ["Zg==", "Zh", "Z", "Zm9vY", "a+b/", "Zm 9", "Zm9\n", "清远"])
    func base64RefusesOtherTexts(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test func hexBothWays() {
        #expect(Hex.encode([0x00, 0x9F, 0xAB, 0xFF]) == "009fabff")
        #expect(Hex.decode("009FabfF") == [0x00, 0x9F, 0xAB, 0xFF])
        #expect(Hex.decode("") == [])
        for text in ["0", "0g", "清1", " 00", "-1"] { #expect(Hex.decode(text) == nil) }
    }

    @Test func crockfordBytes() {
        #expect(CrockfordBase32.encode(Array("foobar".utf8)) == "CSQPYRK1E8")
        #expect(CrockfordBase32.decode("csqpyrkie8") == Array("foobar".utf8))
        #expect(CrockfordBase32.encode([]) == "")
        #expect(CrockfordBase32.encode([0xFF]) == "ZW")
        for text in ["ZX", "Z", "U0", "ZW-", "清"] { #expect(CrockfordBase32.decode(text) == nil) }
    }

    @Test func crockfordNumbers() {
        #expect(CrockfordBase32.encode(0, digits: 4) == "0000")
        #expect(CrockfordBase32.encode(32, digits: 2) == "10")
        #expect(CrockfordBase32.encode(32, digits: 1) == nil)
        #expect(CrockfordBase32.encode(.max, digits: 13) == "FZZZZZZZZZZZZ")
        #expect(CrockfordBase32.decodeNumber("fzzzzzzzzzzzz") == .max)
        #expect(CrockfordBase32.decodeNumber("G000000000000") == nil)
        #expect(CrockfordBase32.decodeNumber("IO") == 32)
        for text in ["", "U", "00000000000000"] { #expect(CrockfordBase32.decodeNumber(text) == nil) }
    }

    @Test func everyLengthComesBack() throws {
        for count in 0..<40 {
            let bytes = try randomBytes(count)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            #expect(CrockfordBase32.decode(CrockfordBase32.encode(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        }
    }
}
