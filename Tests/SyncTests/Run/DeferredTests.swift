import Diagnostics
import Foundation
import SQLite
import Storage
import Testing

@testable import Sync

/// `missing: defer`: records that wait for rows.
@Suite("Records that wait") struct DeferredTests {
    private let source7 = "code,uscc,name\n7,91350100M000100Y43,甲\n"

    @Test("A record is counted as waiting, and taken at the end of the run of another connector that brings its row")
    func taken() async throws {
        let hub = try WaitingHub()
        let run = try await hub.drop("permits", "no,code,mass\nP1,7,5\nP2,8,6\n")
        #expect(run.counts.deferred == 2 && run.counts.stored == 0 && run.counts.quarantined == 0)
        #expect(try hub.entries(.held) == [] && hub.entries(.waiting) == ["R2112 P1 7", "R2112 P2 8"])
        #expect(try hub.rows() == [])
        try await hub.drop("sources", source7)
        #expect(try hub.rows() == ["P1 5 7 甲"])
        #expect(try hub.entries(.waiting) == ["R2112 P2 8"])
        let runs = try hub.store().runs()
        #expect(runs.map(\.mode) == ["deferred", "incremental", "incremental"])
        #expect(runs[0].connector == "permits" && runs[0].counts.read == 1 && runs[0].counts.stored == 1)
        #expect(runs[2].counts.deferred == 2, "the count stays with the run")
    }

    @Test("What is taken may be what others wait for")
    func cascade() async throws {
        let hub = try WaitingHub()
        try await hub.drop("outlets", "no,outlet\nP1,DW001\n")
        try await hub.drop("permits", "no,code,mass\nP1,7,5\n")
        #expect(try hub.rows() == [])
        try await hub.drop("sources", source7)
        #expect(try hub.rows() == ["P1 5 7 甲", "DW001 P1 ∅"])
        #expect(try hub.entries(.waiting) == [])
    }

    @Test("The newest version of a record waits; what is older never comes back")
    func newest() async throws {
        let hub = try WaitingHub()
        try await hub.drop("permits", "no,code,mass\nP1,7,1\n")
        try await hub.drop("permits", "no,code,mass\nP1,7,2\n")
        #expect(try hub.entries(.waiting).count == 1)
        try await hub.drop("permits", "no,code,mass\nP2,7,1\n")
        // Without the reference it needs nobody.
        try await hub.drop("permits", "no,code,mass\nP2,,3\n")
        #expect(try hub.rows() == ["P2 3 ∅ ∅"])
        try await hub.drop("sources", source7)
        #expect(try hub.rows() == ["P1 2 7 甲", "P2 3 ∅ ∅"])
        #expect(try hub.entries(.waiting) == [])
    }

    @Test("A version that waits leaves what an earlier one gave")
    func earlier() async throws {
        let hub = try WaitingHub()
        try await hub.drop("sources", source7)
        try await hub.drop("permits", "no,code,mass\nP1,7,1\n")
        try await hub.drop("permits", "no,code,mass\nP1,8,2\n")
        #expect(try hub.rows() == ["P1 1 7 甲"] && hub.entries(.waiting) == ["R2112 P1 8"])
        try await hub.drop("sources", "code,uscc,name\n8,,乙\n")
        #expect(try hub.rows() == ["P1 2 8 乙"])
    }

    @Test("What a killed process left is taken by the next run, or when the schedule starts")
    func killed() async throws {
        let hub = try WaitingHub()
        try await hub.drop("permits", "no,code,mass\nP1,7,1\n")
        // The source's run commits, and its process ends before anything is taken.
        try hub.write("inbox/sources/a.csv", source7)
        let loaded = try #require(HubLoader.load(hub.directory, into: .init()))
        let lock = try #require(RunLock(connector: "permits", in: hub.directory + "/state"))
        try await hub.sync("sources")
        lock.release()
        #expect(try hub.rows() == [] && hub.entries(.answered) == ["R2112 P1 7"])
        let taken = try DeferredTaking(hub: loaded, now: SyncRun.clock).perform(holding: nil)
        #expect(taken.runs.map(\.counts.stored) == [1] && taken.busy.isEmpty)
        #expect(try hub.rows() == ["P1 1 7 甲"])
    }

    @Test("Who has waited too long is held for a person, with a code of its own")
    func tooLong() async throws {
        let hub = try WaitingHub(missing: "{ defer: 2d }")
        let day: Int64 = 86_400_000
        try await hub.drop("permits", "no,code,mass\nP1,7,1\n", at: day)
        try await hub.drop("sources", "code,uscc,name\n1,,丁\n", at: 2 * day)
        #expect(try hub.entries(.waiting) == ["R2112 P1 7"])
        try await hub.drop("sources", "code,uscc,name\n2,,戊\n", at: 3 * day)
        #expect(try hub.entries(.waiting) == [] && hub.entries(.held) == ["R2113 P1 7"])
        // It is not taken by itself any more.
        try await hub.drop("sources", source7, at: 4 * day)
        #expect(try hub.rows() == [])
        let loaded = try #require(HubLoader.load(hub.directory, into: .init()))
        _ = try QuarantineRetry(loaded).perform(QuarantineFilter(code: "R2113"))
        #expect(try hub.rows() == ["P1 1 7 甲"] && hub.entries(.held) == [])
    }

    @Test("No more wait than may")
    func tooMany() async throws {
        let hub = try WaitingHub(missing: "{ defer: 30d, at_most: 2 }")
        let run = try await hub.drop("permits", "no,code,mass\nP1,7,1\nP2,8,1\nP3,9,1\n")
        #expect(run.counts.deferred == 2 && run.counts.quarantined == 1)
        #expect(try hub.entries(.held) == ["R2113 P3 9"])
        // Who waits already keeps its place.
        try await hub.drop("permits", "no,code,mass\nP1,7,2\n")
        #expect(try hub.entries(.waiting) == ["R2112 P2 8", "R2112 P1 7"])
    }

    @Test("A row is found by another identifier than its key, whatever its system calls it")
    func identifier() async throws {
        let hub = try WaitingHub(holder: "{ uscc: uscc }")
        try await hub.drop("permits", "no,uscc,mass\nP1,91350100M000100Y43,5\nP2,,6\n")
        #expect(try hub.rows() == ["P2 6 ∅ ∅"] && hub.entries(.waiting) == ["R2112 P1 91350100M000100Y43"])
        try await hub.drop("sources", source7)
        #expect(try hub.rows() == ["P1 5 7 甲", "P2 6 ∅ ∅"])
    }

    @Test("A promise by an identifier is kept; what cannot be found again is no reference")
    func promised() async throws {
        let hub = try WaitingHub(missing: "stub", holder: "{ uscc: { from: uscc, check: uscc, on_fail: keep+flag } }")
        try await hub.drop("permits", "no,uscc,mass\nP1,91350100M000100Y43,5\nP2,123,6\n")
        #expect(try hub.rows() == ["P1 5 ∅ ∅", "P2 6 ∅ ∅"])
        #expect(try hub.store().one("SELECT count(*) FROM permit WHERE source IS NULL")?.integer(0) == 1)
        try await hub.drop("sources", source7)
        #expect(try hub.rows() == ["P1 5 7 甲", "P2 6 ∅ ∅"])
    }

    @Test("A reference among children holds only what hangs on it")
    func children() async throws {
        let hub = try WaitingHub()
        try hub.write("connectors/plants.yaml", WaitingHub.connector("plants", "$.no", format: "ndjson"))
        try hub.write(
            "mappings/plants.yaml",
            """
            mapping: plants
            to:
              permit:
                fields: { number: $.no, mass: $.mass }
                children:
                  sender:
                    entity: source
                    reference: true
                    missing: defer
                    each: $.lines[*]
                    fields: { local_code: $.code }
                    children:
                      outlet: { absent: delete, fields: { permit: { ref: permit }, code: $.line, source: { ref: sender } } }
            """)
        let record = #"{"no":"P1","mass":1,"lines":[{"line":"1","code":"7"},{"line":"2","code":"8"},{"line":"3"}]}"#
        let run = try await hub.drop("plants", record + "\n", format: "ndjson")
        #expect(run.counts.stored == 1 && run.counts.heldChildren == 2 && run.counts.deferred == 0)
        #expect(try hub.rows() == ["P1 1 ∅ ∅", "3 P1 ∅"])
        #expect(try hub.entries(.waiting) == ["R2112 P1 7", "R2112 P1 8"])
        try await hub.drop("sources", source7)
        #expect(try hub.rows() == ["P1 1 ∅ ∅", "1 P1 7", "3 P1 ∅"])
        #expect(try hub.entries(.waiting) == ["R2112 P1 8"])
        // A new version with a line less: what waited is not waited for any more, what was stored is gone.
        let newer = #"{"no":"P1","mass":2,"lines":[{"line":"3"}]}"#
        try await hub.drop("plants", newer + "\n", format: "ndjson")
        #expect(try hub.rows() == ["P1 2 ∅ ∅", "3 P1 ∅"] && hub.entries(.waiting) == [])
    }
}
