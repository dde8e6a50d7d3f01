import TestServers
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

    /// Looking for members by scanning finds what a parser of JSON finds, whatever texts stand before and between.
    @Test func scansFindWhatParsersFind() {
        var random = SeededRandom(7)
        let pieces = ["\"", "\\", ",\"record\":{", "}", "{", "]", "厂", "\n", "lon", ":", "null", "1"]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            let quoted = Self.quoted(text)
            let line =
                #"{"op":"upsert","seq":1,"source":{"key":\#(quoted)},"record":{"name":\#(quoted),"list":[\#(quoted),{"lon":1}],"lon":112.25,"x":{"lat":5},"lat":-3}}"#
            let scan = unsafe RecordScan(Array(line.utf8).span.bytes)
            #expect(scan.number(Array("\"lon\"".utf8)) == 112.25, "\(line)")
            #expect(scan.number(Array("\"lat\"".utf8)) == -3 && scan.number(Array("\"none\"".utf8)) == nil)
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": out += "\\" + String(scalar)
            case "\n": out += "\\n"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
