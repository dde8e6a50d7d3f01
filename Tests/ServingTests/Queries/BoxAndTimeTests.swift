import Testing

@testable import Serving

@Suite struct BoxAndTimeTests {
    @Test(arguments: [
        ("112,23,113,24", 112.5, 23.5, true), ("112,23,113,24", 113.0, 24.0, true),
        ("112,23,113,24", 113.1, 23.5, false),
        ("112,23,0,113,24,100", 112.5, 23.5, true), ("170,-10,-170,10", 179.0, 0.0, true),
        ("170,-10,-170,10", -175.0, 0.0, true), ("170,-10,-170,10", 0.0, 0.0, false),
        ("1.12e2,23,113.0,24", 112.5, 23.5, true), ("-180,-90,180,90", 0.0, 0.0, true),
    ])
    func aBox(_ text: String, _ lon: Double, _ lat: Double, _ isIn: Bool) throws {
        #expect(try #require(QueriedBox(text)).contains(lon: lon, lat: lat) == isIn)
    }

    @Test(arguments: [
        "", "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "a,2,3,4", "1,2,3,", "nan,2,3,4", "inf,2,3,4", "0x1,2,3,4",
        "1,9,3,4",
        "1 ,2,3,4", "1;2;3;4", "1e999,2,3,4",
    ])
    func noBox(_ text: String) { #expect(QueriedBox(text) == nil) }

    private static let day: Int64 = 1_795_996_800_000  // 2026-11-30T00:00:00Z

    @Test(arguments: [
        ("2026-11-30", day, true), ("2026-11-30", day + 86_399_999, true), ("2026-11-30", day - 1, false),
        ("2026-11-30T00:00:00Z", day, true), ("2026-11-30T08:00:00+08:00", day, true),
        ("2026-11-30T00:00:00Z", day + 1, false),
        ("2026-11-30/..", day - 1, false), ("2026-11-30/", day + 1 << 40, true), ("../2026-11-30", 0, true),
        ("/2026-11-30", day + 86_400_000, false), ("2026-11-01/2026-11-30", day + 1, true),
        ("2026-11-30T00:00:00.000Z/2026-11-30T00:00:01Z", day + 1000, true),
    ])
    func aTime(_ text: String, _ time: Int64, _ isIn: Bool) throws {
        #expect(try #require(TimeRange(text)).contains(time) == isIn, "\(text)")
    }

    @Test(arguments: [
        "", "..", "../..", "/", "2026", "2026-13-01", "2026-11-30/2026-11-01", "a/b", "2026-11-30/2026-12-01/..",
        "2026-11-30 00:00:00", "2026-02-30", "2026-11-30T25:00:00Z",
    ])
    func noTime(_ text: String) { #expect(TimeRange(text) == nil) }
}
