import Foundation
import Synchronization
import TestServers
import Testing

@testable import Crypto

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

    @Test func aRotatedKeyVerifiesOnAndSignsNoMore() throws {
        let folder = try TemporaryFolder()
        let old = try SigningKeys(folder: folder.path)
        let signature = try old.sm2.sign([1, 2, 3])
        let new = try SigningKeys.rotate(.sm2, in: folder.path, at: 1_796_036_527_957)
        #expect(new.sm2.publicKey.id != old.sm2.publicKey.id && new.ed25519.publicKey.id == old.ed25519.publicKey.id)
        #expect(
            new.retired.map(\.publicKey.id) == [old.sm2.publicKey.id] && new.retired[0].retired == 1_796_036_527_957)
        #expect(new.publicKeys.contains { $0.verifies(signature, of: [1, 2, 3]) })
        #expect(!new.sm2.publicKey.verifies(signature, of: [1, 2, 3]))
        let third = try SigningKeys.rotate(.sm2, in: folder.path, at: 1_796_036_527_958)
        #expect(third.retired.map(\.publicKey.id) == [new.sm2.publicKey.id, old.sm2.publicKey.id], "the last first")
        let again = try SigningKeys(folder: folder.path)
        #expect(again.publicKeys.map(\.id) == third.publicKeys.map(\.id))
        let path = folder.path + "/retired/sm2.1796036527957.pem"
        #expect(
            try String(contentsOfFile: path, encoding: .utf8) == String(decoding: old.sm2.publicKey.pem, as: UTF8.self))
        #expect(
            try FileManager.default.attributesOfItem(atPath: folder.path + "/sm2.pem")[.posixPermissions] as? Int
                == 0o600)
    }

    /// What a rotation leaves that is cut short before the new key is in its place.
    @Test func aKeyInUseIsNotRetired() throws {
        let folder = try TemporaryFolder()
        let keys = try SigningKeys(folder: folder.path)
        try RetiredKeyFiles(signing: folder.path).keep(keys.ed25519.publicKey, at: 1)
        #expect(try SigningKeys(folder: folder.path).retired.isEmpty)
        let next = try SigningKeys.rotate(.ed25519, in: folder.path, at: 2)
        #expect(Set(next.retired.map(\.publicKey.id)) == [keys.ed25519.publicKey.id])
    }

    @Test func keysThatAreRotatedAtOnceAreAllKept() throws {
        let folder = try TemporaryFolder()
        let first = try SigningKeys(folder: folder.path)
        let seen = Mutex<Set<String>>([first.ed25519.publicKey.id])
        DispatchQueue.concurrentPerform(iterations: 8) { number in
            let keys = try? SigningKeys.rotate(.ed25519, in: folder.path, at: Int64(number))
            _ = seen.withLock { $0.insert(keys?.ed25519.publicKey.id ?? "none") }
        }
        let known = Set(try SigningKeys(folder: folder.path).publicKeys.map(\.id))
        #expect(seen.withLock { known.isSuperset(of: $0) } && known.count == 10)
    }

    /// An admin who is root rotates the keys of a hub that serves as somebody else: it must be able to read them.
    @Test(.enabled(if: geteuid() == 0)) func whatRootRotatesBelongsToTheFoldersOwner() throws {
        let folder = try TemporaryFolder()
        let place = folder.path + "/signing"
        _ = try SigningKeys(folder: place)
        for name in ["", "/ed25519.pem", "/sm2.pem"] { #expect(unsafe chown(place + name, 12_345, 12_346) == 0) }
        _ = try SigningKeys.rotate(.sm2, in: place, at: 7)
        for name in ["/sm2.pem", "/retired", "/retired/sm2.7.pem"] {
            let facts = try FileManager.default.attributesOfItem(atPath: place + name)
            #expect(
                facts[.ownerAccountID] as? Int == 12_345 && facts[.groupOwnerAccountID] as? Int == 12_346, "\(name)")
        }
    }

    @Test func whatIsNoRetiredKeyIsTold() throws {
        let folder = try TemporaryFolder()
        _ = try SigningKeys.rotate(.sm2, in: folder.path, at: 5)
        try folder.write("a note", to: "retired/README")
        #expect(try SigningKeys(folder: folder.path).retired.count == 1)
        try folder.write("rubbish", to: "retired/sm2.6.pem")
        do {
            _ = try SigningKeys(folder: folder.path)
            Issue.record("rubbish was taken for a key")
        } catch { #expect("\(error)".contains("retired/sm2.6.pem") && !"\(error)".contains("rubbish")) }
    }

    private func permit(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
}
