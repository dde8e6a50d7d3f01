import Crypto
import Testing

@Suite struct SM4Tests {
    /// GB/T 32907-2016 appendix A, example 1: the key is the plain text.
    static let vector = Hex.decode("0123456789abcdeffedcba9876543210")!
    static let expected = "681edf34d206965e86b3e94f536e4246"

    @Test func standardsExample() throws {
        let cipher = try #require(SM4(key: Self.vector))
        #expect(cipher.encrypt(Self.vector).map(Hex.encode) == Self.expected)
        #expect(Hex.decode(Self.expected).flatMap(cipher.decrypt) == Self.vector)
    }

    /// GB/T 32907-2016 appendix A, example 2: a million times.
    @Test func standardsExampleOfAMillion() throws {
        let cipher = try #require(SM4(key: Self.vector))
        var block = Self.vector
        for _ in 0..<10_000 { block = try #require(cipher.encrypt(block)) }
        for _ in 0..<10_000 { block = try #require(cipher.decrypt(block)) }
        #expect(block == Self.vector)
    }

    @Test func blocksAreIndependentAndUnpadded() throws {
        let cipher = try #require(SM4(key: [UInt8](repeating: 0x30, count: 16)))
        let one = Array("DataTime=2024052".utf8)
        let sealed = try #require(cipher.encrypt(one + one))
        #expect(sealed.count == 32 && sealed.prefix(16) == sealed.suffix(16))
        #expect(Hex.encode(Array(sealed.prefix(16))) == "e43e159acfab242cb53155fb8b9281a1")
        #expect(cipher.encrypt([]) == [])
    }

    @Test func onlyWholeBlocksAndKeys() throws {
        #expect(SM4(key: [UInt8](repeating: 0, count: 15)) == nil)
        let cipher = try #require(SM4(key: Self.vector))
        #expect(cipher.encrypt([1, 2, 3]) == nil && cipher.decrypt([UInt8](repeating: 0, count: 17)) == nil)
    }
}
