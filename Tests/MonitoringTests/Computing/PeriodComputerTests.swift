import Model
import Storage
import Testing

@testable import Monitoring

@Suite("Computed values: hours of minutes and days of hours, where devices send none")
struct PeriodComputerTests {
    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 3_600_000
    /// The packet of HJ 212-2017 C.16.
    private static let packet =
        "w00000-Cou=10.5,w00000-Min=16.4,w00000-Avg=17.5,w00000-Max=20.1,w00000-Flag=N;w01001-Min=7.1,w01001-Avg=7.5,w01001-Max=7.8,w01001-Flag=N;w01018-Cou=10.5,w01018-Min=40.1,w01018-Avg=40.1,w01018-Max=40.1,w01018-Flag=N"

    private func send(
        _ fixture: ComputingFixture, _ fields: String, from start: Int64, count: Int = 6, every: Int64 = 10 * minute,
        _ period: SeriesPeriod = .minute
    ) throws {
        for index in 0..<Int64(count) { try fixture.send(fields, at: start + index * every, period) }
    }

    @Test("The example of HJ 212-2017: six packets of C.16 are the hour of C.17, 24 such hours the day of C.18")
    func standard() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2016-08-01 08:00")
        try send(fixture, Self.packet, from: start)
        try fixture.compute(at: start + Self.hour + 10 * Self.minute)
        #expect(
            try fixture.readings(.hour) == [
                "2016-08-01T08:00 computed w00000-Avg=17.50,w00000-Cou=63.0,w00000-Flag=N,w00000-Max=20.1,w00000-Min=16.4,"
                    + "w01001-Avg=7.50,w01001-Flag=N,w01001-Max=7.8,w01001-Min=7.1,"
                    + "w01018-Avg=40.10,w01018-Cou=63.0,w01018-Flag=N,w01018-Max=40.1,w01018-Min=40.1"
            ])
        let day = try fixture.time("2016-08-01")
        try send(fixture, Self.packet, from: day, count: 24 * 6)
        try fixture.compute(at: day + 25 * Self.hour)
        let days = try fixture.readings(.day)
        #expect(days.count == 1 && days[0].hasPrefix("2016-08-01T00:00 computed w00000-Avg=17.500,w00000-Cou=1512.0,"))
        #expect(days[0].contains("w01018-Flag=N"))
    }

    @Test("Nothing is computed before the hour is over and its grace has passed, nor a day before its own")
    func grace() throws {
        let fixture = try ComputingFixture()
        let day = try fixture.time("2025-11-26")
        try send(fixture, Self.packet, from: day, count: 24 * 6)
        try fixture.compute(at: day + Self.hour + 10 * Self.minute - 1)
        #expect(try fixture.readings(.hour).isEmpty)
        try fixture.compute(at: day + Self.hour + 10 * Self.minute)
        #expect(try fixture.readings(.hour).count == 1)
        try fixture.compute(at: day + 25 * Self.hour - 1)
        #expect(try fixture.readings(.hour).count == 24 && fixture.readings(.day).isEmpty)
        try fixture.compute(at: day + 25 * Self.hour)
        #expect(try fixture.readings(.day).count == 1)
    }

    @Test("Concentrations in water are weighted by the flow, other values are not; without a flow nothing is")
    func weights() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-11-26 08:00")
        try fixture.send("w00000-Avg=30,w01018-Avg=40,w01001-Avg=7", at: start)
        try fixture.send("w00000-Avg=10,w01018-Avg=100,w01001-Avg=8", at: start + 30 * Self.minute)
        try fixture.send("w00000-Cou=3.0,w01018-Avg=40", at: start + Self.hour)
        try fixture.send("w00000-Cou=1.0,w01018-Avg=100", at: start + 90 * Self.minute)
        try fixture.send("w01018-Avg=40", at: start + 2 * Self.hour)
        try fixture.send("w01018-Avg=100", at: start + 150 * Self.minute)
        try fixture.compute(at: start + 6 * Self.hour)
        let hours = try fixture.readings(.hour)
        #expect(hours[0].contains("w01001-Avg=7.5,") && hours[0].contains("w01018-Avg=55.0,"))
        #expect(hours[1].contains("w01018-Avg=55.0,") && hours[2].contains("w01018-Avg=70.0,"))
    }

    @Test("Converted values of waste gas have means of their own; what the flag takes back is in none of them")
    func gas() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-11-26 08:00")
        for minute in 0..<Int64(60) {
            let isBad = minute >= 45
            try fixture.send(
                "a21026-Min=1,a21026-Avg=\(isBad ? "99" : "2.5"),a21026-Max=4,a21026-ZsMin=2,a21026-ZsAvg=\(isBad ? "999" : "5"),a21026-ZsMax=8,a21026-Cou=0.01,a21026-Flag=\(isBad ? "C" : "N")",
                at: start + minute * Self.minute)
        }
        try fixture.compute(at: start + 2 * Self.hour)
        #expect(
            try fixture.readings(.hour) == [
                "2025-11-26T08:00 computed a21026-Avg=2.50,a21026-Cou=0.60,a21026-Flag=N,a21026-Max=4,a21026-Min=1,"
                    + "a21026-ZsAvg=5.0,a21026-ZsMax=8,a21026-ZsMin=2"
            ])
    }

    @Test("Of a device that sends moments only, hours are made of those")
    func moments() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-11-26 08:00")
        for index in 0..<Int64(120) {
            try fixture.send(
                "a21026-Rtd=\(index % 2 == 0 ? "2" : "3.0"),a21026-ZsRtd=4,a21026-Flag=N", at: start + index * 30_000,
                .realtime)
        }
        try fixture.compute(at: start + 2 * Self.hour)
        #expect(
            try fixture.readings(.hour) == [
                "2025-11-26T08:00 computed a21026-Avg=2.50,a21026-Flag=N,a21026-Max=3.0,a21026-Min=2,"
                    + "a21026-ZsAvg=4.0,a21026-ZsMax=4,a21026-ZsMin=4"
            ])
        // Minutes that come later go before them.
        try fixture.send("a21026-Avg=7", at: start + 30 * Self.minute)
        try fixture.compute(at: start + 3 * Self.hour)
        #expect(
            try fixture.readings(.hour) == [
                "2025-11-26T08:00 computed a21026-Avg=7.0,a21026-Flag=D,a21026-Max=7,a21026-Min=7"
            ])
    }

    @Test("What a meter shows at moments is no amount, and any letter may come as a flag")
    func oddities() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-11-26 08:00")
        for index in 0..<Int64(12) {
            let flag = ["0", "n", "~"][Int(index % 3)]
            try fixture.send(
                "w01018-Rtd=2,w01018-Cou=100\(index),w01018-Flag=\(flag)", at: start + index * 300_000, .realtime)
        }
        try fixture.compute(at: start + 2 * Self.hour)
        #expect(
            try fixture.readings(.hour) == [
                "2025-11-26T08:00 computed w01018-Avg=2.0,w01018-Flag=0,w01018-Max=2,w01018-Min=2"
            ])
    }

    @Test("Values that have no room for their sum are left out, and the rest is there")
    func enormous() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-11-26 08:00")
        let most = String(Int64.max)
        try send(fixture, "w01018-Avg=\(most),w01018-Cou=\(most);w00000-Avg=\(most);w21003-Avg=1", from: start)
        try fixture.compute(at: start + 30 * Self.hour)
        #expect(
            try fixture.readings(.hour) == [
                "2025-11-26T08:00 computed w00000-Flag=N,w00000-Max=\(most),w00000-Min=\(most),w01018-Flag=N,"
                    + "w01018-Max=\(most),w01018-Min=\(most),w21003-Avg=1.0,w21003-Flag=N,w21003-Max=1,w21003-Min=1"
            ])
    }

    @Test("A device's own hour is never touched, and one that comes later replaces the computed one as a whole")
    func own() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-11-26 08:00")
        try fixture.send("w01018-Avg=41.5,w01018-Flag=N", at: start, .hour)
        try send(fixture, Self.packet, from: start, count: 12)
        try fixture.compute(at: start + 3 * Self.hour)
        let own = "2025-11-26T08:00 device w01018-Avg=41.5,w01018-Flag=N"
        #expect(try fixture.readings(.hour)[0] == own)
        #expect(try fixture.readings(.hour)[1].hasPrefix("2025-11-26T09:00 computed w00000"))
        let outcome = try fixture.send("w01018-Avg=41.5,w01018-Flag=N", at: start + Self.hour, .hour)
        #expect(outcome == .replaced)
        try fixture.send(Self.packet, at: start + Self.hour + Self.minute)
        try fixture.compute(at: start + 4 * Self.hour)
        #expect(try fixture.readings(.hour)[1] == own.replacing("08:00", with: "09:00"))
        #expect(try fixture.send("w01018-Avg=41.5,w01018-Flag=N", at: start + Self.hour, .hour) == .repeated)
        #expect(try fixture.send("w01018-Avg=42", at: start + Self.hour, .hour) == .corrected)
    }

    @Test("A device's hour that replaces the computed one takes back what only the computed one had opened")
    func withdrawn() throws {
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-11-26 08:00")
        let limit = LimitRule(max: try DecimalValue("20"))
        let book = LimitBook([LimitBook.Point(code: "MN1", limits: ["w01018": [limit], "w21003": [limit]])])
        try fixture.limit(book, at: start)
        try send(fixture, "w01018-Avg=30;w21003-Avg=30", from: start)
        try fixture.compute(at: start + 2 * Self.hour)
        let told = try fixture.notices().filter { $0["period"] == "hour" }
        #expect(told.count == 2 && told.allSatisfy { $0["withdrawn"] == nil && $0["peak"] == "30" })
        try fixture.send("w01018-Avg=31", at: start, .hour)
        let after = try fixture.notices().filter { $0["period"] == "hour" }
        #expect(after.count == 2)
        #expect(after.first { $0["factor"] == "w01018" }?["peak"] == "31")
        #expect(after.first { $0["factor"] == "w21003" }?["withdrawn"] == "yes")
    }

    @Test("Late and corrected minutes change the hour and then the day; the same again writes nothing")
    func late() throws {
        let fixture = try ComputingFixture()
        let day = try fixture.time("2025-11-26")
        try send(fixture, "w01018-Avg=10,w01018-Cou=1", from: day, count: 24 * 6)
        try fixture.compute(at: day + 40 * Self.hour)
        #expect(try fixture.readings(.day)[0].contains("w01018-Avg=10.00,w01018-Cou=144,"))
        try fixture.seal(now: day + 400 * 24 * Self.hour)
        try fixture.send("w01018-Avg=70", at: day + 10 * Self.minute, origin: .history)
        try fixture.compute(at: day + 41 * Self.hour)
        #expect(try fixture.readings(.hour)[0].contains("w01018-Avg=20.0,"))
        #expect(try fixture.readings(.day)[0].contains("w01018-Avg=10.42,"))
        let written = try fixture.received(.hour) + fixture.received(.day)
        try fixture.send("w01018-Avg=70", at: day + 10 * Self.minute, origin: .history)
        try fixture.send("w01018-Max=70", at: day + 10 * Self.minute, origin: .history)
        try fixture.send("w01018-Max=10", at: day + 20 * Self.minute, origin: .history)
        #expect(try fixture.compute(at: day + 42 * Self.hour) > 0)
        #expect(try fixture.received(.hour) + fixture.received(.day) == written)
    }

    @Test(
        "Days begin at midnight of the zone, where it has summer time too",
        arguments: ["Asia/Shanghai", "Europe/Berlin"])
    func zones(name: String) throws {
        let fixture = try ComputingFixture(zone: name)
        // The last Sunday of October has 25 hours in Berlin.
        let (day, next) = (try fixture.time("2025-10-26"), try fixture.time("2025-10-27"))
        let hours = (next - day) / Self.hour
        #expect(hours == (name == "Europe/Berlin" ? 25 : 24))
        for hour in -1...hours {
            try fixture.send("a21026-Cou=\(hour < 0 ? 500 : 1)", at: day + hour * Self.hour, .hour)
        }
        try fixture.compute(at: next + 30 * Self.hour)
        let days = try fixture.readings(.day)
        #expect(days.map { String($0.prefix(16)) } == ["2025-10-25T00:00", "2025-10-26T00:00", "2025-10-27T00:00"])
        #expect(days[1].contains("a21026-Cou=\(hours),a21026-Flag=N"))
    }

    @Test("Of minutes that have been dropped no hour is made anew")
    func retention() throws {
        var rules = PeriodComputer.Rules()
        rules.keeps = [.minute: 24 * Self.hour]
        let fixture = try ComputingFixture(rules: rules)
        let start = try fixture.time("2025-11-26 08:00")
        try send(fixture, "w01018-Avg=10", from: start)
        try fixture.compute(at: start + 2 * Self.hour)
        let hours = try fixture.readings(.hour)
        try fixture.store.inTransaction { try fixture.store.drop(before: [.minute: start + Self.hour]) }
        try fixture.send("w01018-Avg=70", at: start + Self.minute, origin: .history)
        try fixture.compute(at: start + 30 * Self.hour)
        #expect(try fixture.readings(.hour) == hours)
    }

    @Test("What is switched off is not computed")
    func off() throws {
        var rules = PeriodComputer.Rules()
        (rules.hour, rules.day) = (nil, nil)
        let fixture = try ComputingFixture(rules: rules)
        let start = try fixture.time("2025-11-26 08:00")
        try send(fixture, Self.packet, from: start)
        try fixture.send("w01018-Avg=1", at: start, .hour)
        try fixture.compute(at: start + 60 * Self.hour)
        #expect(try fixture.readings(.hour).count == 1 && fixture.readings(.day).isEmpty)
    }

    @Test("What was noted in a transaction that failed is noted again when it is tried again")
    func rollback() throws {
        struct Full: Error {}
        let fixture = try ComputingFixture()
        let start = try fixture.time("2025-11-26 08:00")
        try fixture.send("w01018-Avg=1", at: start)
        try fixture.compute(at: start + 30 * Self.hour)
        #expect(throws: Full.self) {
            try fixture.store.inTransaction {
                _ = try fixture.append("w01018-Avg=3", at: start + 10 * Self.minute, .minute, "MN1")
                throw Full()
            }
        }
        fixture.computer.forget()
        try fixture.send("w01018-Avg=3", at: start + 10 * Self.minute)
        try fixture.crash(at: start + 31 * Self.hour)
        try fixture.compute(at: start + 31 * Self.hour)
        #expect(try fixture.readings(.hour)[0].contains("w01018-Avg=2.0,"))
    }
}
