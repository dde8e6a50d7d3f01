import Foundation
import TestServers
import Testing

/// A disk that is full in the middle of a sync: the run says so, what was committed stays, and it goes on with room.
@Suite struct DiskFullTests {
    @Test(.enabled(if: SmallDisk.isAvailable, "a small file system can be mounted by root only"))
    func aFullDisk() throws {
        let bad = try BadInputHub()
        let disk = try SmallDisk(bad.hub.path + "/state", kilobytes: 768)
        let lines = (1...6_000).map { "P\($0),E\($0),废水,\($0),2026-11-11" }
        try bad.hub.write(([BadInputHub.header] + lines).joined(separator: "\n"), to: "inbox/rows.csv")
        try bad.hub.write(BadInputHub.files("bad"), to: "connectors/bad.yaml")
        let outcome = try bad.hub.run("sync", "bad", "--json")
        #expect(outcome.status != 0 && !outcome.wasKilled, "\(outcome.output)")
        #expect((outcome.errors + outcome.output).contains("full"), "\(outcome.errors) \(outcome.output)")
        try disk.grow(kilobytes: 64 << 10)
        #expect(try bad.hub.rows("PRAGMA integrity_check") == ["ok"])
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.read == 6_000 && run.balanced)
        #expect(try bad.permits().count == 6_000)
    }
}

/// A file system of a few kilobytes in memory.
final class SmallDisk {
    static let isAvailable: Bool = {
        guard getuid() == 0, let place = try? ReliableHub(),
            let disk = try? SmallDisk(place.path + "/inbox", kilobytes: 64)
        else {
            return false
        }
        disk.remove()
        return true
    }()

    private let path: String

    init(_ path: String, kilobytes: Int) throws {
        self.path = path
        try Self.call("/bin/mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path)
    }

    deinit { remove() }

    func grow(kilobytes: Int) throws { try Self.call("/bin/mount", "-o", "remount,size=\(kilobytes)k", path) }

    func remove() { try? Self.call("/bin/umount", "-l", path) }

    private static func call(_ words: String...) throws {
        guard TestProgram.succeeds(words) else { throw ReliabilityProblem(text: "\(words) failed") }
    }
}
