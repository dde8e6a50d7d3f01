import Crypto
import Foundation
import Synchronization
import TestServers
import Testing

@Suite struct SigningKeysTests {
    @Test func keysAreMadeOnceForTheirOwnerAlone() throws {
        let folder = try TemporaryFolder()
        let place = folder.path + "/signing"
        let keys = try SigningKeys(folder: place)
        let again = try SigningKeys(folder: place)
        #expect(keys.all.map(\.publicKey.id) == again.all.map(\.publicKey.id))
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).sorted() == ["ed25519.pem", "sm2.pem"])
        for (path, mode) in [(place, 0o700), (place + "/ed25519.pem", 0o600), (place + "/sm2.pem", 0o600)] {
            let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(found == mode, "\(path)")
        }
    }

    @Test func whoBeginAtOnceGetTheSameKeys() throws {
        let folder = try TemporaryFolder()
        let place = folder.path + "/signing"
        let seen = Mutex<Set<String>>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let ids = (try? SigningKeys(folder: place))?.all.map(\.publicKey.id).joined(separator: " ")
            _ = seen.withLock { $0.insert(ids ?? "none") }
        }
        #expect(seen.withLock { $0.count } == 1)
        #expect(seen.withLock { !$0.contains("none") })
    }

    @Test func aKeyThatOthersMayReadOrThatIsNoneIsRefusedWithItsPlace() throws {
        let folder = try TemporaryFolder()
        _ = try SigningKeys(folder: folder.path)
        let path = folder.path + "/sm2.pem"
        try permit(0o640, path)
        #expect(throws: CryptoError.self) { try SigningKeys(folder: folder.path) }
        do { _ = try SigningKeys(folder: folder.path) } catch { #expect("\(error)".contains("chmod 600")) }
        try permit(0o600, path)
        try Data("rubbish".utf8).write(to: URL(fileURLWithPath: path))
        try permit(0o600, path)
        do {
            _ = try SigningKeys(folder: folder.path)
            Issue.record("rubbish was taken for a key")
        } catch { #expect("\(error)".contains(path) && !"\(error)".contains("rubbish")) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "rubbish", "what is there is never replaced")
    }

    @Test func aFolderThatCannotBeMadeIsToldOf() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("x", to: "file")
        #expect(throws: CryptoError.self) { try SigningKeys(folder: file + "/signing") }
        #expect(throws: CryptoError.self) { try SigningKeys(folder: folder.path + "/no/such/parent") }
    }

    private func permit(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
}
