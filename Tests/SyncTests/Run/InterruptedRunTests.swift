import Foundation
import Storage
import Testing

@testable import Sync

@Suite("Runs whose process is gone") struct InterruptedRunTests {
    @Test("A run that nobody holds the lock of is interrupted, and looking at it writes nothing")
    func interrupted() async throws {
        let fixture = try RunFixture(csv: "no,mass\np1,1\n")
        let state = fixture.directory + "/state"
        _ = try await fixture.sync()
        let store = try fixture.store()
        let id = try store.inTransaction {
            try store.startRun(connector: "permits", version: "v", mode: "snapshot", at: 1)
        }
        let runs = try store.runs()
        #expect(runs.map(\.state) == [.running, .ok])
        #expect(try store.standing(runs, locks: state).map(\.state) == [.interrupted, .ok])
        #expect(!FileManager.default.fileExists(atPath: state + "/locks/permits.lock"))
        let lock = try #require(RunLock(connector: "permits", in: state))
        #expect(try store.standing(runs, locks: state).map(\.state) == [.running, .ok])
        lock.release()
        #expect(try store.standing(runs, locks: state).map(\.state) == [.interrupted, .ok])
        #expect(try store.run(id)?.state == .running)
        // Who was read as running and has ended meanwhile was not interrupted.
        try store.inTransaction { try store.endRun(id, state: .ok, at: 2) }
        #expect(try store.standing(runs, locks: state).map(\.state) == [.ok, .ok])
    }

    @Test("Looking at a lock turns no run away")
    func looking() throws {
        let state = NSTemporaryDirectory() + "locks-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: state) }
        #expect(!RunLock.isTaken(connector: "permits", in: state))
        let first = try #require(RunLock(connector: "permits", in: state))
        #expect(RunLock.isTaken(connector: "permits", in: state))
        #expect(RunLock(connector: "permits", in: state) == nil)
        first.release()
        #expect(!RunLock.isTaken(connector: "permits", in: state))
        #expect(RunLock(connector: "permits", in: state) != nil)
    }
}
