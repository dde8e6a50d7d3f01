import Foundation
import Testing

@testable import Sync

/// A lock that root has made is one that the hub's user can take.
@Suite(.enabled(if: geteuid() == 0, "only root gives files away")) struct RunLockOwnerTests {
    @Test func locksBelongToTheOwnerOfTheState() throws {
        let state = NSTemporaryDirectory() + "locks-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: state) }
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.ownerAccountID: 65_534], ofItemAtPath: state)
        let lock = try #require(RunLock(connector: "permits", in: state))
        for path in ["/locks", "/locks/permits.lock"] {
            let owner = try FileManager.default.attributesOfItem(atPath: state + path)[.ownerAccountID] as? NSNumber
            #expect(owner?.intValue == 65_534, "\(path)")
        }
        #expect(RunLock(connector: "permits", in: state) == nil)
        lock.release()
    }
}
