import Model
import Storage
import Testing

@testable import Monitoring

@Suite("Yearly mass: what outlets discharge in a calendar year, against what their permits allow")
struct YearlyJudgeTests {
    private static let day: Int64 = 86_400_000

    private func book(
        _ tonnes: String?, points: [String] = ["MN1"], from: Int64 = .min, until: Int64 = .max
    ) throws -> LimitBook {
        var rule = LimitRule(basis: "91440101231245152Y001P GB 8978-1996")
        rule.max = try tonnes.map { try DecimalValue($0) }
        (rule.from, rule.until) = (from, until)
        return LimitBook(
            points.map { code in
                var point = LimitBook.Point(code: code, name: "总排口", medium: "water", outlet: "DW001", uscc: "9144")
                (point.source, point.yearly) = ("s1", tonnes == nil ? [:] : ["w01018": [rule]])
                return point
            })
    }

    private func yearly(_ fixture: ComputingFixture) throws -> [[String: String]] {
        try fixture.notices().filter { $0["period"] == "year" }
    }

    /// So many kg on each of some days.
    private func send(
        _ fixture: ComputingFixture, kg: Int, from start: Int64, days: Int, point: String = "MN1"
    ) throws {
        for index in 0..<Int64(days) {
            try fixture.send("w01018-Cou=\(kg),w01018-Flag=N", at: start + index * Self.day, .day, point: point)
        }
    }

    @Test("It opens on the day on which the sum passes the limit, is told with each sum, and closes with the year")
    func life() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-01-01")
        try fixture.send("w01018-Cou=1", at: start - Self.day, .day)
        try fixture.limit(book("1.00"), at: start)
        try send(fixture, kg: 100, from: start, days: 10)
        try fixture.compute(at: start + 10 * Self.day)
        // What is allowed is no exceedance.
        #expect(try yearly(fixture).isEmpty)
        try send(fixture, kg: 100, from: start + 10 * Self.day, days: 2)
        try fixture.compute(at: start + 13 * Self.day)
        var record = try #require(try yearly(fixture).first)
        #expect(record["opened_at"] == "\(Instant(milliseconds: start + 10 * Self.day))")
        #expect(
            record["peak"] == "1.2" && record["unit"] == "t" && record["limit_max"] == "1" && record["ratio"] == "0.2")
        #expect(record["values_over"] == "2" && record["closed_at"] == nil && record["mn"] == "MN1")
        #expect(record["limit_basis"] == "91440101231245152Y001P GB 8978-1996" && record["outlet_code"] == "DW001")
        #expect(record["id"] == "exceedance|MN1|w01018|year|\(start + 10 * Self.day)" && record["kind"] == "exceedance")
        let end = try fixture.time("2026-01-01")
        try fixture.compute(at: end - 1)
        #expect(try yearly(fixture).first?["closed_at"] == nil)
        try fixture.compute(at: end)
        try send(fixture, kg: 100, from: end, days: 2)
        try fixture.compute(at: end + 3 * Self.day)
        #expect(try yearly(fixture).count == 1)
        record = try #require(try yearly(fixture).first)
        #expect(record["closed_at"] == "\(Instant(milliseconds: end))" && record["peak"] == "1.2")
    }

    @Test("A restart tells nothing anew, and closes what ended while the hub was off")
    func restart() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-01-01")
        try send(fixture, kg: 100, from: start, days: 11)
        try fixture.limit(book("1"), at: start)
        try fixture.compute(at: start + 12 * Self.day)
        let told = try SeriesReader(path: fixture.path).notices(after: 0, limit: 10)
        try fixture.crash(at: start + 12 * Self.day)
        try fixture.compute(at: start + 12 * Self.day)
        #expect(try SeriesReader(path: fixture.path).notices(after: 0, limit: 10) == told)
        try fixture.crash(at: start + 400 * Self.day)
        try fixture.compute(at: start + 400 * Self.day)
        #expect(
            try yearly(fixture).map { $0["closed_at"] } == ["\(Instant(milliseconds: try fixture.time("2026-01-01")))"])
    }

    @Test("All points of the outlet count together; the exceedance is of the one that reported first")
    func together() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-01-01")
        for point in ["MN2", "MN1", "MN3"] { try send(fixture, kg: 100, from: start, days: 4, point: point) }
        try fixture.limit(book("1", points: ["MN1", "MN2", "MN3"]), at: start)
        try fixture.compute(at: start + 5 * Self.day)
        let record = try #require(try yearly(fixture).first)
        #expect(record["mn"] == "MN2" && record["peak"] == "1.2")
        #expect(record["opened_at"] == "\(Instant(milliseconds: start + 3 * Self.day))")
    }

    @Test("Late and corrected days, and limits that changed, are judged anew; what was none is withdrawn")
    func anew() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-01-01")
        let now = start + 20 * Self.day
        try send(fixture, kg: 100, from: start + Self.day, days: 11)
        try fixture.limit(book("1"), at: now)
        try fixture.compute(at: now)
        #expect(try yearly(fixture).map { $0["opened_at"] } == ["\(Instant(milliseconds: start + 11 * Self.day))"])
        try fixture.send("w01018-Cou=100", at: start, .day, origin: .history)
        try fixture.compute(at: now)
        let (moved, gone) = (try yearly(fixture).filter { $0["withdrawn"] == nil }, try yearly(fixture).count)
        #expect(moved.map { $0["opened_at"] } == ["\(Instant(milliseconds: start + 10 * Self.day))"] && gone == 2)
        try fixture.send("w01018-Cou=0", at: start, .day)
        try fixture.send("w01018-Cou=0", at: start + Self.day, .day)
        try fixture.compute(at: now)
        #expect(try yearly(fixture).allSatisfy { $0["withdrawn"] == "yes" })
        try fixture.limit(book("0.55"), at: now)
        try fixture.compute(at: now)
        let lower = try yearly(fixture).filter { $0["withdrawn"] == nil }
        #expect(lower.map { $0["opened_at"] } == ["\(Instant(milliseconds: start + 7 * Self.day))"])
        #expect(lower.map { $0["limit_max"] } == ["0.55"])
        try fixture.limit(book(nil), at: now)
        try fixture.compute(at: now)
        #expect(try yearly(fixture).allSatisfy { $0["withdrawn"] == "yes" })
    }

    @Test("A permit that was renewed does not take back the exceedance of a year that is over")
    func renewed() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-01-01")
        let end = try fixture.time("2026-01-01")
        try send(fixture, kg: 100, from: start, days: 11)
        try fixture.limit(book("1"), at: start + 12 * Self.day)
        try fixture.compute(at: start + 12 * Self.day)
        try fixture.limit(book("2", from: end), at: end + Self.day)
        try fixture.compute(at: end + Self.day)
        try fixture.crash(at: end + 2 * Self.day)
        try fixture.compute(at: end + 2 * Self.day)
        #expect(try yearly(fixture).map { $0["withdrawn"] } == [nil])
        #expect(try yearly(fixture).map { $0["closed_at"] } == ["\(Instant(milliseconds: end))"])
    }

    @Test("Days of which only hours are there yet count with those; computed days count like devices' own")
    func today() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-01-01")
        try fixture.limit(book("0.030"), at: start)
        for hour in 0..<Int64(30) { try fixture.send("w01018-Cou=1.0", at: start + hour * 3_600_000, .hour) }
        try fixture.limit(book("0.030"), at: start + 30 * 3_600_000)
        try fixture.compute(at: start + 30 * 3_600_000)
        #expect(try fixture.readings(.day) == ["2025-01-01T00:00 computed w01018-Cou=24.0,w01018-Flag=N"])
        #expect(try yearly(fixture).isEmpty)
        try fixture.send("w01018-Cou=1.0", at: start + 30 * 3_600_000, .hour)
        try fixture.compute(at: start + 31 * 3_600_000)
        #expect(try yearly(fixture).map { $0["peak"] } == ["0.031"])
        #expect(try yearly(fixture).map { $0["opened_at"] } == ["\(Instant(milliseconds: start + Self.day))"])
    }

    @Test("Where days are dropped before the year is over, what was told stays as it was, and closes with the year")
    func dropped() throws {
        var rules = PeriodComputer.Rules()
        rules.keeps = [.day: 100 * Self.day]
        let fixture = try ComputingFixture(rules: rules)
        let start = try fixture.time("2025-01-01")
        try send(fixture, kg: 100, from: start, days: 11)
        try fixture.limit(book("1"), at: start + 12 * Self.day)
        try fixture.compute(at: start + 12 * Self.day)
        try fixture.store.inTransaction { try fixture.store.drop(before: [.day: start + 9 * Self.day]) }
        try send(fixture, kg: 100, from: start + 100 * Self.day, days: 1)
        try fixture.compute(at: start + 109 * Self.day)
        #expect(try yearly(fixture).map { $0["peak"] } == ["1.1"] && yearly(fixture)[0]["withdrawn"] == nil)
        try fixture.compute(at: start + 370 * Self.day)
        #expect(
            try yearly(fixture).map { $0["closed_at"] } == ["\(Instant(milliseconds: try fixture.time("2026-01-01")))"])
    }

    @Test("Absurd amounts stop nothing")
    func absurd() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-01-01")
        for index in 0..<Int64(5) {
            try fixture.send("w01018-Cou=\(Int64.max)", at: start + index * Self.day, .day)
            try fixture.send("w21003-Cou=999999999999999999", at: start + index * Self.day, .day)
        }
        try fixture.limit(book("1"), at: start)
        try fixture.compute(at: start + 10 * Self.day)
        let discharge = Discharge(try SeriesReader(path: fixture.path), zone: fixture.zone)
        #expect(try discharge.discharged("MN1", "w21003", year: 2025, at: start)?.value.isZero == false)
    }

    @Test("Computed hours of today count as soon as they are there")
    func computedHours() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-03-01")
        try fixture.send("w01018-Cou=6", at: start)
        try fixture.limit(book("0.030"), at: start)
        for index in 1..<Int64(6) { try fixture.send("w01018-Cou=6", at: start + index * 600_000) }
        try fixture.compute(at: start + 4_199_999)
        #expect(try yearly(fixture).isEmpty)
        try fixture.compute(at: start + 4_200_000)
        #expect(try yearly(fixture).map { $0["peak"] } == ["0.036"])
    }

    @Test("A day of a year long over that came just before a crash is judged after it")
    func longOver() throws {
        let fixture = try ComputingFixture()
        let (start, now) = (try fixture.time("2022-06-01"), try fixture.time("2025-06-01"))
        try fixture.send("w01018-Cou=1", at: now, .day)
        try fixture.limit(book("1"), at: now)
        try fixture.compute(at: now + Self.day)
        try fixture.send("w01018-Cou=1001", at: start, .day, origin: .history)
        try fixture.crash(at: now + Self.day)
        try fixture.compute(at: now + Self.day)
        #expect(
            try yearly(fixture).map { $0["closed_at"] } == ["\(Instant(milliseconds: try fixture.time("2023-01-01")))"])
    }

    @Test("Sums can be asked for, in t, or in m3 for what flows; others have none")
    func sums() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-01-01")
        try fixture.send("w01018-Cou=7", at: start - Self.day, .day)
        for index in 0..<Int64(3) {
            try fixture.send(
                "w01018-Cou=1.5;w00000-Cou=20.5;w20111-Cou=5;w01001-Cou=3", at: start + index * Self.day, .day)
        }
        let discharge = Discharge(try SeriesReader(path: fixture.path), zone: fixture.zone)
        func sum(_ factor: String, _ year: Int = 2025, point: String = "MN1") throws -> Discharge.Amount? {
            try discharge.discharged(point, factor, year: year, at: start + 5 * Self.day)
        }
        #expect(try sum("w01018") == Discharge.Amount(value: DecimalValue("0.0045"), unit: "t"))
        #expect(try sum("w01018", 2024) == Discharge.Amount(value: DecimalValue("0.007"), unit: "t"))
        #expect(try sum("w00000") == Discharge.Amount(value: DecimalValue("61.5"), unit: "m3"))
        #expect(try sum("w20111") == Discharge.Amount(value: DecimalValue("0.000015"), unit: "t"))
        #expect(try sum("w01001") == nil && sum("w01018", 2023) == nil && sum("w01018", point: "MN9") == nil)
    }
}
