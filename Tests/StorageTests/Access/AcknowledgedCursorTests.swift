import SQLite
import TestServers
import Testing

@testable import Storage

@Suite struct AcknowledgedCursorTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/access.db" }

    init() throws { folder = try TemporaryFolder() }

    private func cursor(_ position: Int64, at: Int64, floor: Int64 = 100) -> AcknowledgedCursor {
        AcknowledgedCursor(consumer: "水务", feed: "water", epoch: 7, position: position, floor: floor, at: at)
    }

    private func kept() throws -> [AcknowledgedCursor] {
        try AcknowledgedCursor.all(in: Database(path: path, mode: .readOnly))
    }

    @Test func oneThatStandsStillIsKeptOnceASecond() throws {
        let log = try AccessLog(path: path)
        log.acknowledge(cursor(5, at: 10_000))
        log.acknowledge(cursor(5, at: 10_999))
        #expect(log.cursor(of: "水务", in: "water") == cursor(5, at: 10_000))
        log.acknowledge(cursor(5, at: 11_000))
        #expect(log.cursor(of: "水务", in: "water") == cursor(5, at: 11_000))
        log.flush()
        #expect(try kept() == [cursor(5, at: 11_000)])
        // A clock that was put back.
        log.acknowledge(cursor(5, at: 9_000))
        #expect(log.cursor(of: "水务", in: "water") == cursor(5, at: 9_000))
    }

    @Test func oneThatMovesIsKeptAtOnce() throws {
        let log = try AccessLog(path: path)
        for next in [cursor(5, at: 1), cursor(6, at: 1), cursor(4, at: 2), cursor(4, at: 3, floor: 101)] {
            log.acknowledge(next)
            #expect(log.cursor(of: "水务", in: "water") == next)
        }
        log.flush()
        #expect(try kept() == [cursor(4, at: 3, floor: 101)])
    }

    @Test func oneThatCouldNotBeWrittenIsWrittenLater() throws {
        let log = try AccessLog(path: path)
        let stranger = try Database(path: path, mode: .readWrite)
        try stranger.execute(
            "CREATE TRIGGER no BEFORE INSERT ON access_cursor BEGIN SELECT RAISE(ABORT, 'not now'); END")
        log.acknowledge(cursor(5, at: 10_000))
        log.flush()
        #expect(try log.health.problem?.contains("not now") == true && kept().isEmpty)
        try stranger.execute("DROP TRIGGER no")
        log.flush()
        #expect(try log.health.problem == nil && kept() == [cursor(5, at: 10_000)])
    }
}
