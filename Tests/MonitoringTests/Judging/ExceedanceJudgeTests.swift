import Model
import TestServers
import Testing

@testable import Monitoring

@Suite("Exceedances: opened, followed and closed by the values and the limits of their time")
struct ExceedanceJudgeTests {
    private static let start: Int64 = 1_764_000_000_000
    private static let minute: Int64 = 60_000

    private func time(_ minutes: Int64) -> Int64 { Self.start + minutes * Self.minute }

    private func limit(_ max: String) throws -> LimitRule { LimitRule(max: try DecimalValue(max), basis: "许可证 X") }

    @Test("It opens with the first value over, has its peak, and closes when two in a row are within")
    func life() throws {
        let fixture = try JudgeFixture()
        try fixture.limit([limit("50")])
        for (minute, tenths) in [400, 501, 900, 400, 700, 500, 480].enumerated() {
            try fixture.report(Int64(tenths), at: time(Int64(minute)))
        }
        let told = try fixture.notices()
        #expect(told.count == 1)
        let record = try #require(told.first)
        #expect(record["opened_at"] == "\(Instant(milliseconds: time(1)))")
        #expect(record["last_seen_at"] == "\(Instant(milliseconds: time(4)))")
        #expect(record["closed_at"] == "\(Instant(milliseconds: time(5)))")
        #expect(record["peak"] == "90" && record["peak_at"] == "\(Instant(milliseconds: time(2)))")
        #expect(record["ratio"] == "0.8" && record["values_over"] == "3" && record["limit_max"] == "50")
        #expect(record["limit_basis"] == "许可证 X" && record["point_name"] == "总排口" && record["unit"] == "mg/L")
        #expect(record["uscc"] == "91440101231245152Y")
    }

    @Test(
        "A value that the instrument's flag takes back opens nothing and closes nothing",
        arguments: ["D", "C", "M", "F", "B", "T"])
    func flags(flag: String) throws {
        let fixture = try JudgeFixture()
        try fixture.limit([limit("50")])
        try fixture.report(900, at: time(0), flag: flag)
        #expect(try fixture.notices().isEmpty)
        try fixture.report(900, at: time(1))
        try fixture.report(10, at: time(2), flag: flag)
        try fixture.report(10, at: time(3), flag: flag)
        #expect(try fixture.notices().map { $0["closed_at"] } == [nil])
    }

    @Test("Waste gas is judged by its converted value where there is one")
    func converted() throws {
        let fixture = try JudgeFixture()
        try fixture.limit([limit("50")])
        try fixture.report(900, at: time(0), converted: 400)
        #expect(try fixture.notices().isEmpty)
        try fixture.report(400, at: time(1), converted: 900)
        #expect(try fixture.notices().map { $0["peak"] } == ["90"])
    }

    @Test("A lowest value allowed counts too, and has no ratio")
    func lowest() throws {
        let fixture = try JudgeFixture()
        try fixture.limit([LimitRule(min: try DecimalValue("6"), max: try DecimalValue("9"))])
        for (minute, tenths) in [70, 55, 52, 58].enumerated() {
            try fixture.report(Int64(tenths), at: time(Int64(minute)))
        }
        let record = try #require(try fixture.notices().first)
        #expect(record["peak"] == "5.2" && record["ratio"] == nil && record["limit_min"] == "6")
    }

    @Test("A value that was corrected takes back what it opened")
    func correction() throws {
        let fixture = try JudgeFixture()
        try fixture.limit([limit("50")])
        try fixture.report(900, at: time(0))
        #expect(try fixture.notices().map { $0["withdrawn"] } == [nil])
        try fixture.report(90, at: time(0))
        #expect(try fixture.notices().map { $0["withdrawn"] } == ["yes"])
    }

    @Test("A limit that turns out to have been another one is held against what is stored")
    func limitChanges() throws {
        let fixture = try JudgeFixture()
        try fixture.limit([limit("50")])
        for minute in 0..<4 { try fixture.report(400 + Int64(minute), at: time(Int64(minute))) }
        try fixture.seal(now: time(10_000))
        #expect(try fixture.notices().isEmpty)
        try fixture.limit([limit("40.1")], at: time(10))
        let told = try fixture.notices()
        #expect(told.map { $0["opened_at"] } == ["\(Instant(milliseconds: time(2)))"])
        #expect(told.map { $0["values_over"] } == ["2"])
        try fixture.limit([limit("50")], at: time(11))
        #expect(try fixture.notices().map { $0["withdrawn"] } == ["yes"])
    }

    @Test("A limit that was corrected while the hub was not running is held against what is stored")
    func changedMeanwhile() throws {
        let fixture = try JudgeFixture()
        try fixture.limit([limit("50")])
        for minute in 0..<4 { try fixture.report(400 + Int64(minute), at: time(Int64(minute))) }
        try fixture.reopen()
        #expect(try fixture.notices().isEmpty)
        try fixture.reopen([limit("40.1")])
        #expect(try fixture.notices().map { $0["opened_at"] } == ["\(Instant(milliseconds: time(2)))"])
        let count = try fixture.notices().count
        try fixture.reopen()
        #expect(try fixture.notices().count == count)
    }

    @Test("A permit that was renewed, or ended, does not undo what its forerunner forbade")
    func renewed() throws {
        let fixture = try JudgeFixture()
        try fixture.limit([limit("50")])
        for minute in 0..<4 { try fixture.report(minute < 2 ? 600 : 400, at: time(Int64(minute))) }
        try fixture.reopen()
        #expect(try fixture.notices().map { $0["closed_at"] != nil } == [true])
        var new = try limit("70")
        new.from = time(10)
        try fixture.limit([new], at: time(11))
        try fixture.limit([], at: time(12))
        #expect(try fixture.notices().map { $0["withdrawn"] } == [nil])
        // Before the new limit began the old one held, whenever the value comes; afterwards none.
        try fixture.report(600, at: time(9))
        #expect(try fixture.notices().count == 2)
        for minute in 13..<16 { try fixture.report(900, at: time(Int64(minute))) }
        #expect(try fixture.notices().map { $0["values_over"] } == ["2", "1"])
    }

    @Test("Exceedances of values that are not kept any more stay when a limit changes")
    func droppedValues() throws {
        let fixture = try JudgeFixture()
        try fixture.limit([limit("50")])
        for minute in 0..<4 { try fixture.report(minute < 2 ? 600 : 400, at: time(Int64(minute))) }
        try fixture.reopen()
        for minute in 10_000..<10_004 { try fixture.report(400, at: time(Int64(minute))) }
        try fixture.drop(before: time(5_000))
        try fixture.reopen([limit("39")])
        let told = try fixture.notices()
        #expect(told.map { $0["withdrawn"] } == [nil, nil])
        #expect(told.map { $0["opened_at"] } == [Int64(0), 10_000].map { "\(Instant(milliseconds: time($0)))" })
    }

    @Test("An exceedance whose first values are not kept any more goes on, and closes once")
    func droppedBeginning() throws {
        let fixture = try JudgeFixture()
        try fixture.limit([limit("50")])
        for minute in 0..<10 { try fixture.report(600 + Int64(minute), at: time(Int64(minute))) }
        try fixture.drop(before: time(5))
        try fixture.reopen()
        try fixture.report(900, at: time(10))
        for minute in 11..<14 { try fixture.report(400, at: time(Int64(minute))) }
        let told = try fixture.notices()
        #expect(told.map { $0["opened_at"] } == ["\(Instant(milliseconds: time(0)))"])
        #expect(told.map { $0["values_over"] } == ["11"] && told.map { $0["peak"] } == ["90"])
        #expect(told.map { $0["closed_at"] } == ["\(Instant(milliseconds: time(11)))"])
    }

    @Test("The limit of the time counts, not today's")
    func datedLimits() throws {
        let fixture = try JudgeFixture()
        var (old, new) = (try limit("100"), try limit("50"))
        old.until = time(2)
        new.from = time(2)
        try fixture.limit([old, new])
        for minute in 0..<4 { try fixture.report(700, at: time(Int64(minute))) }
        #expect(try fixture.notices().map { $0["opened_at"] } == ["\(Instant(milliseconds: time(2)))"])
    }

    @Test(
        "Whatever order values come in, corrected or late, over restarts: the same as judging them all at the end",
        arguments: 0..<30)
    func anyOrder(seed: Int) throws {
        var random = SeededRandom(UInt64(seed))
        let fixture = try JudgeFixture()
        try fixture.limit([limit("50")])
        var values: [Int64: Int64] = [:]
        for step in 0..<120 {
            let minute = random.chance(60) ? Int64(step / 2) : Int64(random.below(60))
            let tenths: Int64 = random.chance(40) ? 500 + Int64(random.below(50)) : 450
            values[minute] = tenths
            try fixture.report(tenths, at: time(minute))
            if random.chance(5) { try fixture.reopen() }
            if random.chance(3) { try fixture.seal(now: time(10_000)) }
        }
        // What was told last counts; a restart and a value more make sure that counts that wait are told.
        try fixture.reopen()
        try fixture.report(10, at: time(1000))
        try fixture.report(10, at: time(1001))
        values[1000] = 10
        values[1001] = 10
        let told = try fixture.notices().filter { $0["withdrawn"] == nil }.map(Self.brief).sorted()
        #expect(told == expected(values))
    }

    private static func brief(_ record: [String: String]) -> String {
        [record["opened_at"], record["closed_at"], record["values_over"], record["peak"]].map { $0 ?? "-" }
            .joined(separator: " ")
    }

    /// The same by a plain reading of the rule.
    private func expected(_ values: [Int64: Int64]) -> [String] {
        var found: [String] = []
        var over: [(minute: Int64, tenths: Int64)] = []
        var within: [Int64] = []
        for (minute, tenths) in values.sorted(by: { $0.key < $1.key }) {
            if tenths > 500 {
                over.append((minute, tenths))
                within = []
            } else if !over.isEmpty {
                within.append(minute)
                guard within.count == 2 else { continue }
                let peak = over.map(\.tenths).max() ?? 0
                let text = SeriesText.tenths(peak)
                found.append(
                    "\(Instant(milliseconds: time(over[0].minute))) \(Instant(milliseconds: time(within[0]))) \(over.count) \(text)"
                )
                (over, within) = ([], [])
            }
        }
        return found.sorted()
    }
}

private enum SeriesText {
    static func tenths(_ value: Int64) -> String { value % 10 == 0 ? "\(value / 10)" : "\(value / 10).\(value % 10)" }
}
