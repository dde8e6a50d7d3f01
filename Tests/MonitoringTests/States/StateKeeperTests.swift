import Storage
import Testing

@testable import Monitoring

@Suite("States of points: told when they become other ones")
struct StateKeeperTests {
    private let minute: Int64 = 60_000
    private let hour = StateFixture.hour

    @Test("A point is normal from its first packet on, and that is told once")
    func normal() throws {
        let points = try StateFixture()
        #expect(try points.told() == "nothing")
        try points.report(10, at: minute)
        #expect(try points.told() == "normal since 60000")
        let change = try points.change()
        for step in 2...5 { try points.report(Int64(step), at: Int64(step) * minute) }
        try points.sweep(at: 6 * minute)
        #expect(try points.change() == change)
    }

    @Test("Silence makes a point offline since it was last heard, and a packet brings it back")
    func offline() throws {
        let points = try StateFixture()
        try points.report(10, at: minute)
        try points.report(11, at: 2 * minute)
        try points.sweep(at: 32 * minute)
        #expect(try points.told() == "normal since 60000")
        try points.sweep(at: 32 * minute + 1)
        #expect(try points.told() == "offline since 120000: silent")
        let change = try points.change()
        try points.sweep(at: 50 * minute)
        #expect(try points.change() == change)
        try points.report(12, at: 60 * minute)
        #expect(try points.told() == "normal since 3600000")
    }

    @Test(
        "A device that reports by the hour is offline after three hours; after a restart the file says how often it reports"
    )
    func slowDevices() throws {
        let points = try StateFixture()
        for step in 1...3 { try points.report(Int64(step), at: Int64(step) * hour, period: .hour) }
        try points.sweep(at: 6 * hour)
        #expect(try points.told() == "normal since 3600000")
        try points.restart(at: 4 * hour)
        try points.sweep(at: 7 * hour)
        #expect(try points.told() == "normal since 3600000")
        try points.sweep(at: 7 * hour + 1)
        #expect(try points.told() == "offline since 10800000: silent")
    }

    @Test("An outage of the hub is not the silence of its devices")
    func hubOutage() throws {
        let points = try StateFixture()
        try points.report(10, at: minute)
        try points.restart(at: 100 * hour)
        try points.sweep(at: 100 * hour + 29 * minute)
        #expect(try points.told() == "normal since 60000")
        try points.sweep(at: 100 * hour + 31 * minute)
        #expect(try points.told() == "offline since 60000: silent")
    }

    @Test("A concentration that stands still for hours is suspect until it moves")
    func constant() throws {
        let points = try StateFixture()
        for step in 0..<36 { try points.report(15, at: Int64(step) * 10 * minute) }
        #expect(try points.told() == "normal since 0")
        try points.report(15, at: 6 * hour)
        #expect(try points.told() == "suspect since 21600000: constant w01018/minute")
        try points.report(16, at: 6 * hour + minute)
        #expect(try points.told() == "normal since 21660000")
    }

    @Test("Few values, acidity, and values that were not measured are not suspect for standing still")
    func notConstant() throws {
        let points = try StateFixture()
        for step in 0..<3 { try points.report(15, at: Int64(step) * 4 * hour) }
        for step in 0..<60 { try points.report(70, at: Int64(step) * 10 * minute, unit: "pH", factor: "w01001") }
        for step in 0..<60 {
            try points.report(
                12, at: Int64(step) * 10 * minute, flag: step % 30 == 29 ? "F" : "N", period: .realtime,
                factor: "w21003")
        }
        #expect(try points.told() == "normal since 0")
    }

    @Test("Negative concentrations and flows in a row are suspect, temperatures are not")
    func negative() throws {
        let points = try StateFixture()
        for (step, value) in [-1, -2, 3, -1, -2].enumerated() {
            try points.report(Int64(value), at: Int64(step) * minute)
        }
        for step in 0..<5 {
            try points.report(-30, at: Int64(step) * minute, unit: "Cel", period: .realtime, factor: "w01010")
        }
        #expect(try points.told() == "normal since 0")
        try points.report(-3, at: 5 * minute)
        #expect(try points.told() == "suspect since 300000: negative w01018/minute")
        try points.report(-3, at: 6 * minute, flag: "D")
        #expect(try points.told() == "normal since 360000")
    }

    @Test("What is over is over before it is suspect, and silence comes before both; after a restart all is known")
    func order() throws {
        let points = try StateFixture()
        try points.limit(500)
        for step in 0..<37 { try points.report(600, at: Int64(step) * 10 * minute) }
        #expect(try points.told() == "over since 0: over w01018/minute, constant w01018/minute")
        let change = try points.change()
        try points.restart(at: 6 * hour)
        try points.report(601, at: 6 * hour + minute)
        #expect(try points.told() == "over since 0: over w01018/minute, constant w01018/minute")
        try points.sweep(at: 8 * hour)
        #expect(try points.told() == "offline since 21660000: silent, over w01018/minute, constant w01018/minute")
        for step in 0..<2 { try points.report(400 + Int64(step), at: 9 * hour + Int64(step) * minute) }
        #expect(try points.told().hasPrefix("suspect since 32460000: constant"))
        #expect(try points.change() > change)
    }

    @Test("What was rolled back was not told")
    func rollback() throws {
        let points = try StateFixture()
        try points.limit(500)
        try points.report(400, at: minute)
        try points.report(600, at: 2 * minute, fails: true)
        #expect(try points.told() == "normal since 60000")
        try points.report(600, at: 2 * minute)
        #expect(try points.told() == "over since 120000: over w01018/minute")
    }
}
