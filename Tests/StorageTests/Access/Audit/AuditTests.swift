import Crypto
import SQLite
import Testing

@testable import Storage

@Suite struct AuditTests {
    private let log: AuditFixture

    init() throws { log = try AuditFixture() }

    @Test func aLogAsItWasWrittenIsInOrder() throws {
        var dice = Dice(1)
        try log.fill(400, using: &dice)
        let report = try log.verify()
        #expect(report.finding == nil && report.rows == 400 && report.first == 1 && report.last == 400)
        #expect(report.consumers == 4 && report.unproven == 0)
        // One head a day for each chain and for the whole.
        #expect(report.signed == 5)
        // The next process goes on where this one has ended.
        try log.fill(100, using: &dice)
        #expect(try log.verify().rows == 500 && log.verify().finding == nil)
    }

    @Test func anEmptyLogIsInOrder() throws {
        _ = try AccessLog(path: log.path, keys: log.keys)
        let report = try log.verify()
        #expect(report.finding == nil && report.rows == 0 && report.signed == 0)
        #expect(throws: StoreError.self) { _ = try Audit(path: log.path + ".none", keys: []) }
    }

    @Test func whatIsNotSignedIsToldAsUnproven() throws {
        var dice = Dice(2)
        try log.fill(50, signs: false, using: &dice)
        #expect(try log.verify().signed == 0)
        try log.fill(50, using: &dice)
        var audit = try Audit(path: log.path, keys: [])
        let report = try audit.verify()
        #expect(report.finding == nil && report.unproven == 5 && report.signed == 0)
    }

    /// Numbers that no log comes to are found out like any others: whoever can write the file chooses them.
    @Test(arguments: [
        "UPDATE access SET id = 9223372036854775807 WHERE id = 60",
        "UPDATE access SET id = 9223372036854775807 WHERE id = 1",
        "UPDATE access SET id = -9223372036854775808 WHERE id = 60",
        "UPDATE access SET number = 9223372036854775807 WHERE id = 60",
        "UPDATE access SET number = -9223372036854775808 WHERE id = 60",
        "UPDATE access_tail SET number = 9223372036854775807", "UPDATE access_tail SET number = -9223372036854775808",
        "INSERT INTO access_anchor SELECT consumer, 9223372036854775807, hash, 0, '' FROM access_tail",
        "INSERT INTO access_anchor SELECT consumer, -9223372036854775808, hash, 0, '' FROM access_tail",
        "UPDATE access_head SET number = 9223372036854775807, signatures = ''",
    ])
    func numbersBeyondAllBoundsAreFoundOut(_ change: String) throws {
        var dice = Dice(12)
        try log.fill(100, using: &dice)
        try log.tamper(change)
        #expect(try log.verify().finding != nil)
    }

    /// Whoever writes all hashes anew is betrayed by the heads.
    @Test func aLogThatWasWrittenAnewContradictsItsHeads() throws {
        var dice = Dice(3)
        try log.fill(200, using: &dice)
        try log.rewrite(from: 60) { $0.purpose = "别的" }
        let finding = try #require(try log.verify().finding)
        #expect(finding.kind == .rewritten && finding.id ?? 0 >= 60)
        // Without heads nothing shows: that is what partners keep theirs for.
        let kept = try #require(try AccessLogReader(path: log.path).head(of: "*"))
        try log.tamper("DELETE FROM access_head")
        #expect(try log.verify().finding == nil)
        #expect(try log.verify(kept: [kept]).finding?.kind == .rewritten)
    }

    @Test func aKeptHeadFindsATruncatedEnd() throws {
        var dice = Dice(4)
        try log.fill(120, using: &dice)
        let reader = try AccessLogReader(path: log.path)
        let kept = try #require(try reader.head(of: "water"))
        #expect(try log.verify(kept: [kept]).finding == nil)
        // All traces but the partner's are wiped: rows, ends of chains, heads.
        let last = try log.one("SELECT max(id) FROM access WHERE consumer = 'water'")
        try log.tamper(
            """
            DELETE FROM access_head;
            DELETE FROM access WHERE id >= \(last);
            UPDATE access_tail SET number = (SELECT max(number) FROM access a WHERE a.consumer = access_tail.consumer),
              hash = (SELECT own FROM access a WHERE a.consumer = access_tail.consumer ORDER BY number DESC LIMIT 1)
              WHERE consumer <> '*';
            UPDATE access_tail SET number = \(last - 1), hash = (SELECT chain FROM access WHERE id = \(last - 1))
              WHERE consumer = '*';
            """)
        #expect(try log.verify().finding == nil)
        let finding = try #require(try log.verify(kept: [kept]).finding)
        #expect(finding.kind == .truncated && finding.consumer == "water")
        #expect(finding.text.contains("\(kept.link.number) rows"))
    }

    @Test func aKeptHeadThatWasMadeUpIsTold() throws {
        var dice = Dice(5)
        try log.fill(40, using: &dice)
        var kept = try #require(try AccessLogReader(path: log.path).head(of: "water"))
        kept.link.number -= 1
        #expect(try log.verify(kept: [kept]).finding?.kind == .forged)
        kept.log = "another"
        #expect(try log.verify(kept: [kept]).finding?.text.contains("another log") == true)
    }

    @Test func droppedRowsLeaveASignedAnchor() throws {
        var dice = Dice(6)
        let log = self.log
        let writer = try AccessLog(path: log.path, keys: log.keys)
        for day in 0..<500 {
            var entry = AuditFixture.entry(day, AuditFixture.consumers.randomElement(using: &dice)!)
            entry.at = AuditFixture.start + Int64(day) * AuditFixture.day
            writer.append(entry)
        }
        writer.flush()
        let old = try #require(try AccessLogReader(path: log.path).head(of: "water"))
        let now = AuditFixture.start + 499 * AuditFixture.day
        #expect(try AccessLog.prune(path: log.path, keeping: AccessLogRetention(), keys: log.keys, at: now) == 99)
        let report = try log.verify(kept: [old])
        #expect(report.finding == nil && report.rows == 401 && report.first == 100 && report.signed >= 11)
        // The writer goes on, and all is dropped in the end.
        writer.append(AuditFixture.entry(1, "water"))
        writer.flush()
        #expect(try log.verify().finding == nil)
        let later = now + 1_000 * AuditFixture.day
        #expect(try AccessLog.prune(path: log.path, keeping: AccessLogRetention(), keys: log.keys, at: later) == 402)
        writer.append(AuditFixture.entry(2, "water"))
        writer.flush()
        let last = try log.verify()
        #expect(last.finding == nil && last.rows == 1 && last.first == 502)
        // An anchor that somebody moved is no anchor.
        try log.tamper("UPDATE access_anchor SET number = number - 1 WHERE consumer = 'water'")
        #expect(try log.verify().finding?.kind == .forged)
    }

    @Test func oldHeadsAreOutlivedNotWrong() throws {
        let writer = try AccessLog(path: log.path, keys: log.keys)
        for day in 0..<3 {
            var entry = AuditFixture.entry(day, "water")
            entry.at = AuditFixture.start + Int64(day) * 300 * AuditFixture.day
            writer.append(entry)
            writer.flush()
        }
        let reader = try AccessLogReader(path: log.path)
        let first = try #require(try reader.page(of: "water", after: 0, limit: 1).rows.first)
        var kept = AccessHead(
            log: reader.log, consumer: "water", link: AccessLink(number: 1, hash: first.own), at: AuditFixture.start)
        try kept.sign(log.keys)
        let now = AuditFixture.start + 750 * AuditFixture.day
        #expect(try AccessLog.prune(path: log.path, keeping: AccessLogRetention(), keys: log.keys, at: now) == 2)
        #expect(try log.verify(kept: [kept]).outlived == 1 && log.verify(kept: [kept]).finding == nil)
    }

    @Test func aLogOfAnEarlierHubIsRefused() throws {
        try Database(path: log.path, mode: .create).execute("CREATE TABLE access (id INTEGER PRIMARY KEY)")
        let error = #expect(throws: StoreError.self) { try AccessLog(path: log.path) }
        #expect(error?.message.contains("move its file away") == true)
        #expect(throws: StoreError.self) { try AccessLogReader(path: log.path) }
        #expect(throws: StoreError.self) {
            try AccessLog.prune(path: log.path, keeping: AccessLogRetention(), at: 0)
        }
    }
}
