import Model
import Storage
import TestServers
import Testing

@testable import Monitoring

@Suite("Computed values: whatever order packets come in, the same hours and days", .timeLimit(.minutes(3)))
struct ComputingPropertyTests {
    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 3_600_000

    /// One thing that a device says.
    private struct Saying {
        let fields: String
        let time: Int64
        let period: SeriesPeriod
        let point: String
    }

    @Test(
        "Late, corrected, doubled, over crashes between any two steps: what comes out is what comes of the readings at the end",
        arguments: 0..<25)
    func anyOrder(seed: Int) throws {
        var random = SeededRandom(UInt64(seed))
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-12-30 20:00")
        try fixture.limit(Self.book, at: start)
        var now = start
        for saying in try Self.sayings(from: start, &random) {
            try fixture.send(saying.fields, at: saying.time, saying.period, point: saying.point)
            if random.chance(10) {
                try fixture.send(saying.fields, at: saying.time, saying.period, point: saying.point)
            }
            now = max(now, saying.time + Int64(random.below(120)) * Self.minute)
            if random.chance(20) { try fixture.compute(at: now, steps: random.below(30)) }
            if random.chance(4) { try fixture.crash(at: now) }
            if random.chance(2) { try fixture.seal(now: now) }
        }
        let end = start + 80 * Self.hour
        if random.chance(50) { try fixture.crash(at: end) }
        try fixture.compute(at: end)
        let fresh = try Self.again(fixture, at: end)
        for point in ["MN1", "MN2"] {
            for period in [SeriesPeriod.hour, .day] {
                let lines = try fixture.readings(period, point)
                #expect(try lines == fresh.readings(period, point))
                #expect(lines.contains { $0.contains(" computed ") })
            }
        }
        #expect(try Self.exceedances(fixture) == Self.exceedances(fresh))
    }

    private static var book: LimitBook {
        get throws {
            let hourly = LimitRule(max: try DecimalValue("55"))
            let yearly = LimitRule(max: try DecimalValue("0.3"))
            return LimitBook(
                ["MN1", "MN2"].map { code in
                    var point = LimitBook.Point(code: code, outlet: "DW001", limits: ["w01018": [hourly]])
                    (point.source, point.yearly) = ("s1", ["w01018": [yearly]])
                    return point
                })
        }
    }

    /// Two days of two devices, the second of which sends some hours and days itself; in an order that is not that of time.
    private static func sayings(from start: Int64, _ random: inout SeededRandom) throws -> [Saying] {
        var sayings: [(order: Int64, saying: Saying)] = []
        func add(_ fields: String, _ time: Int64, _ period: SeriesPeriod, _ point: String, _ random: inout SeededRandom)
        {
            let delay = random.chance(85) ? 0 : Int64(random.below(3000)) * minute
            sayings.append((time + delay, Saying(fields: fields, time: time, period: period, point: point)))
        }
        for step in 0..<Int64(6 * 52) where !random.chance(8) {
            let flag = random.chance(3) ? "C" : "N"
            let fields =
                "w00000-Avg=\(1 + random.below(3));w01018-Avg=\(40 + random.below(30)).\(random.below(10)),"
                + "w01018-Cou=\(random.below(4)).5,w01018-Flag=\(flag)"
            let time = start + step * 10 * minute
            let point = random.chance(50) ? "MN1" : "MN2"
            add(fields, time, random.chance(90) ? .minute : .realtime, point, &random)
            if random.chance(5) { add("w01018-Avg=\(random.below(99))", time, .minute, point, &random) }
        }
        for hour in 0..<Int64(52) where random.chance(20) {
            add("w01018-Avg=\(random.below(99)),w01018-Cou=3", start + hour * Self.hour, .hour, "MN2", &random)
        }
        add("w01018-Avg=50.5,w01018-Cou=99", start + 4 * Self.hour, .day, "MN2", &random)
        return sayings.sorted { $0.order < $1.order }.map(\.saying)
    }

    /// What devices said in the end, in the order of time, into a new file, computed once.
    private static func again(_ fixture: ComputingFixture, at now: Int64) throws -> ComputingFixture {
        let fresh = try ComputingFixture()
        try fresh.limit(book, at: now)
        for point in ["MN1", "MN2"] {
            for period in [SeriesPeriod.realtime, .minute, .hour, .day] {
                for line in try fixture.readings(period, point, origin: { $0 != .computed }) {
                    let words = line.split(separator: " ")
                    let time = try fresh.time(String(words[0]))
                    try fresh.send(String(words[2]), at: time, period, point: point)
                }
            }
        }
        try fresh.limit(book, at: now)
        try fresh.compute(at: now)
        return fresh
    }

    /// What the hub knows in the end of exceedances of hours, days and years.
    private static func exceedances(_ fixture: ComputingFixture) throws -> [String] {
        try fixture.notices().filter {
            $0["withdrawn"] == nil && $0["period"] != "minute" && $0["period"] != "realtime"
        }
        .map { record in
            ["id", "closed_at", "last_seen_at", "values_over", "peak", "peak_at"].map { record[$0] ?? "-" }
                .joined(separator: " ")
        }.sorted()
    }
}
