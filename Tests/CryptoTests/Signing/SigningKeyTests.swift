import Crypto
import Foundation
import TestServers
import Testing

@Suite struct SigningKeyTests {
    private static let message = Array("示例 message\n".utf8)

    @Test(arguments: SignatureAlgorithm.allCases)
    func whatAKeySignsItsPublicHalfVerifies(_ algorithm: SignatureAlgorithm) throws {
        let key = try SigningKey(generating: algorithm)
        let signature = try key.sign(Self.message)
        #expect(key.publicKey.verifies(signature, of: Self.message))
        #expect(!key.publicKey.verifies(signature, of: Self.message + [0]))
        #expect(!key.publicKey.verifies([], of: Self.message))
        for place in signature.indices {
            var other = signature
            other[place] ^= 1
            #expect(!key.publicKey.verifies(other, of: Self.message))
        }
        let empty = try key.sign([])
        #expect(key.publicKey.verifies(empty, of: []))
        let copy = try PublicKey(pem: key.publicKey.pem, algorithm)
        #expect(copy.verifies(signature, of: Self.message))
        #expect(copy.id == key.publicKey.id && copy.id.count == 32)
        let stranger = try SigningKey(generating: algorithm)
        #expect(!stranger.publicKey.verifies(signature, of: Self.message))
        #expect(stranger.publicKey.id != key.publicKey.id)
    }

    /// The commands that docs/feeds.md gives to partners.
    @Test func stockOpenSSLVerifies() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.message, to: "file.sha256")
        for (algorithm, verification) in [
            (
                SignatureAlgorithm.ed25519,
                "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in file.sha256 -sigfile sig"
            ),
            (.sm2, "openssl dgst -sm3 -verify key.pem -sigopt distid:1234567812345678 -signature sig file.sha256"),
            (
                .sm2,
                "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -digest sm3 -pkeyopt distid:1234567812345678 "
                    + "-in file.sha256 -sigfile sig"
            ),
        ] {
            let key = try SigningKey(generating: algorithm)
            try folder.write(key.publicKey.pem, to: "key.pem")
            try folder.write(try key.sign(Self.message), to: "sig")
            let outcome = try TestProgram.run(["sh", "-c", verification], in: folder.path)
            #expect(outcome.status == 0, "\(verification): \(outcome.output) \(outcome.errors)")
            try folder.write(try key.sign([1]), to: "sig")
            #expect(try TestProgram.run(["sh", "-c", verification], in: folder.path).status != 0)
        }
    }

    @Test func takesWhatStockOpenSSLSignedAndItsKeys() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.message, to: "file")
        let script = """
            openssl genpkey -algorithm SM2 -out key.pem && openssl pkey -in key.pem -pubout -out public.pem &&
            openssl dgst -sm3 -sign key.pem -sigopt distid:1234567812345678 -out sig file
            """
        try #require(try TestProgram.run(["sh", "-c", script], in: folder.path).status == 0)
        func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.url.appending(path: name))) }
        let key = try SigningKey(pem: bytes("key.pem"), .sm2)
        #expect(key.publicKey.verifies(try bytes("sig"), of: Self.message))
        #expect(try key.publicKey.pem == bytes("public.pem"))
        #expect(throws: CryptoError.notAKey(.ed25519)) { try SigningKey(pem: bytes("key.pem"), .ed25519) }
    }

    @Test func whatIsNoKeyIsRefusedAndNoPasswordIsAskedFor() throws {
        let folder = try TemporaryFolder()
        let script = "openssl genpkey -algorithm ED25519 -aes128 -pass pass:secret -out key.pem"
        try #require(try TestProgram.run(["sh", "-c", script], in: folder.path).status == 0)
        let locked = Array(try Data(contentsOf: folder.url.appending(path: "key.pem")))
        for pem in [[], Array("nothing".utf8), locked] {
            #expect(throws: CryptoError.notAKey(.ed25519)) { try SigningKey(pem: pem, .ed25519) }
            #expect(throws: CryptoError.notAKey(.ed25519)) { try PublicKey(pem: pem, .ed25519) }
        }
    }

    @Test(arguments: SignatureAlgorithm.allCases) func aKeyDoesNotPrintItsPrivatePart(_ algorithm: SignatureAlgorithm)
        throws
    {
        let folder = try TemporaryFolder()
        let keys = try SigningKeys(folder: folder.path + "/signing")
        var dumped = ""
        dump(keys, to: &dumped)
        let printed = "\(keys) \(keys[algorithm]) \(String(reflecting: keys[algorithm])) \(dumped)"
        let pem = try String(contentsOfFile: "\(folder.path)/signing/\(algorithm.rawValue).pem", encoding: .utf8)
        let secret = try #require(pem.split(separator: "\n").dropFirst().first)
        #expect(!printed.contains(secret) && !printed.contains("PRIVATE"))
        #expect(printed.contains(keys[algorithm].publicKey.id))
    }
}
