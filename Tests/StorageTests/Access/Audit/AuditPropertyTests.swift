import Crypto
import SQLite
import Testing

@testable import Storage

/// Whatever a stranger does to the log's file, the walk names the row.
@Suite struct AuditPropertyTests {
    private static let fields = [
        "number", "at", "consumer", "key", "feed", "method", "path", "cursor_from", "cursor_to", "count", "bytes",
        "status",
        "purpose", "purpose_ref", "address", "request", "duration", "own", "chain",
    ]
    private static let rows: Int64 = 60

    private static func made(_ dice: inout Dice) throws -> AuditFixture {
        let log = try AuditFixture()
        try log.fill(Int(rows), batches: 3, using: &dice)
        #expect(try log.verify().finding == nil)
        return log
    }

    /// A change of a field, whatever it holds.
    private static func changed(_ field: String) -> String {
        switch field {
        case "consumer": "consumer = CASE consumer WHEN 'water' THEN 'mirror-2' ELSE 'water' END"
        case "cursor_from", "cursor_to": "\(field) = CASE WHEN \(field) IS NULL THEN 0 ELSE NULL END"
        case "number", "at", "count", "bytes", "status", "duration": "\(field) = \(field) + 1"
        default: "\(field) = \(field) || 'x'"
        }
    }

    @Test(arguments: fields)
    func eachFieldThatIsChangedIsFoundInItsRow(_ field: String) throws {
        var dice = Dice(UInt64(field.utf8.reduce(7) { $0 * 31 + Int($1) } & 0xFFFF_FFFF))
        let log = try Self.made(&dice)
        for id in [1, Self.rows, Int64.random(in: 2..<Self.rows, using: &dice)] {
            try log.tamper("CREATE TABLE saved AS SELECT * FROM access WHERE id = \(id)")
            if field == "own" || field == "chain" {
                let byte = Int.random(in: 1...32, using: &dice)
                try log.tamper(
                    """
                    UPDATE access SET \(field) = CAST(substr(\(field), 1, \(byte - 1)) || CASE WHEN substr(\(field), \(byte), 1) = x'00'
                      THEN x'01' ELSE x'00' END || substr(\(field), \(byte + 1)) AS BLOB) WHERE id = \(id)
                    """)
            } else {
                try log.tamper("UPDATE access SET \(Self.changed(field)) WHERE id = \(id)")
            }
            let report = try log.verify()
            #expect(report.finding?.kind == .altered && report.finding?.id == id, "\(field) of \(id): \(report)")
            #expect(report.rows == id - 1)
            try log.tamper(
                "DELETE FROM access WHERE id = \(id); INSERT INTO access SELECT * FROM saved; DROP TABLE saved")
        }
        #expect(try log.verify().finding == nil)
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func aRowThatIsTakenOutIsFound(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let log = try Self.made(&dice)
        let id = Int64.random(in: 1..<Self.rows, using: &dice)
        try log.tamper("DELETE FROM access WHERE id = \(id)")
        let finding = try #require(try log.verify().finding)
        #expect(finding.kind == .missing && finding.id == id, "\(finding)")
        // Also when those behind it have closed the gap.
        try log.tamper("UPDATE access SET id = -id WHERE id > \(id); UPDATE access SET id = -id - 1 WHERE id < 0")
        let closed = try #require(try log.verify().finding)
        #expect(closed.kind == .missing && closed.id == id, "\(closed)")
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func rowsThatChangePlacesAreFound(_ seed: UInt64) throws {
        var dice = Dice(seed &+ 100)
        let log = try Self.made(&dice)
        let first = Int64.random(in: 1..<Self.rows, using: &dice)
        // Neighbours every other time.
        let second = seed % 2 == 0 ? first + 1 : Int64.random(in: (first + 1)...Self.rows, using: &dice)
        try log.tamper(
            """
            UPDATE access SET id = -1 WHERE id = \(first); UPDATE access SET id = \(first) WHERE id = \(second);
            UPDATE access SET id = \(second) WHERE id = -1;
            """)
        let finding = try #require(try log.verify().finding)
        #expect(finding.kind == .reordered && finding.id == first, "\(first) and \(second): \(finding)")
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func aRowThatIsPutInIsFound(_ seed: UInt64) throws {
        var dice = Dice(seed &+ 200)
        let log = try Self.made(&dice)
        let id = Int64.random(in: 1...Self.rows, using: &dice)
        let source = Int64.random(in: 1...Self.rows, using: &dice)
        try log.tamper(
            """
            CREATE TABLE made AS SELECT * FROM access WHERE id = \(source);
            UPDATE access SET id = -id WHERE id >= \(id); UPDATE access SET id = 1 - id WHERE id < 0;
            UPDATE made SET id = \(id), chain = randomblob(32), purpose = '编造'; INSERT INTO access SELECT * FROM made;
            """)
        let finding = try #require(try log.verify().finding)
        #expect(finding.kind == .inserted && finding.id == id, "\(finding)")
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func anEndThatIsCutOffIsFound(_ seed: UInt64) throws {
        var dice = Dice(seed &+ 300)
        let log = try Self.made(&dice)
        let id = Int64.random(in: 1...Self.rows, using: &dice)
        try log.tamper("DELETE FROM access WHERE id >= \(id)")
        let finding = try #require(try log.verify().finding)
        #expect(finding.kind == .truncated && finding.id == id, "\(finding)")
        // Heads tell it too, when the ends of the chains were moved.
        try log.tamper(
            """
            DELETE FROM access_tail;
            INSERT INTO access_tail SELECT consumer, max(number), own FROM access GROUP BY consumer;
            INSERT INTO access_tail SELECT '*', id, chain FROM access WHERE id = \(id - 1);
            """)
        #expect(try log.verify().finding?.kind == .truncated)
    }

    @Test(arguments: [
        "number = number + 1", "hash = randomblob(32)", "at = at + 1", "consumer = consumer || 'x'",
        "signatures = 'sm2 x y'",
    ])
    func aHeadThatIsChangedIsFound(_ change: String) throws {
        var dice = Dice(9)
        let log = try Self.made(&dice)
        try log.tamper("UPDATE access_head SET \(change) WHERE consumer = 'water'")
        let report = try log.verify()
        if change.hasPrefix("signatures") {
            // A signature by nobody proves nothing, and is told as such.
            #expect(report.finding == nil && report.unproven == 1)
        } else {
            #expect(report.finding?.kind == .forged, "\(report)")
        }
    }
}
