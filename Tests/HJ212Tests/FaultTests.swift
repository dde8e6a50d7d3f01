import HJ212
import Testing

@Suite struct FaultTests {
    private static let good = "QN=20240801085857223;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&&&"

    /// A frame, what is broken in it, where, and what it is answered.
    @Test(arguments: [
        (good.replacing("MN=010000A8900016F000169DC0;", with: ""), "no-mn", "QN=", RequestResult.mn),
        (good.replacing("010000A8900016F000169DC0", with: ""), "no-mn", ";Flag", .mn),
        (good.replacing("010000A8900016F000169DC0", with: "01 02"), "bad-mn", " 02", .mn),
        (good.replacing("CN=2011;", with: ""), "no-cn", "QN=", .cn),
        (good.replacing("2011", with: "20x1"), "bad-cn", "20x1", .cn),
        (good.replacing("2011", with: "11"), "bad-cn", "11;", .cn),
        (good.replacing("Flag=5", with: "Flag=256"), "bad-flag", "256", .flag),
        (good.replacing("Flag=5", with: "Flag="), "bad-flag", ";CP", .flag),
        (good.replacing("Flag=5", with: "Flag=7;PNUM=2;PNO=3"), "bad-parts", "3;CP", .flag),
        (good.replacing("Flag=5", with: "Flag=7;PNUM=0;PNO=0"), "bad-parts", "0;CP", .flag),
        (good.replacing("ST=32", with: "ST32"), "header", "ST32", .unknown),
        (good.replacing("123456", with: String(repeating: "1", count: 70)), "header", "1111", .unknown),
        (good.replacing("CP=&&&&", with: "&&"), "no-region", "&&", .unknown),
        (good.replacing("CP=&&&&", with: "CP=&&"), "open-region", "&&", .unknown),
        (good.replacing("CP=&&&&", with: "CP=a&&"), "open-region", "a&&", .unknown),
        (good.replacing("&&&&", with: "&&a\u{1}b-Rtd=1&&"), "control", "\u{1}", .unknown),
        (good.replacing("123456", with: "12\t456"), "control", "\t", .unknown),
    ])
    func broken(segment: String, name: String, place: String, answer: RequestResult) throws {
        let frame = Frames.frame(segment)
        let read = try #require(Read(frame))
        let fault = try #require(read.decoder.faults.first)
        #expect(fault.name == name && read.packet.isBroken && fault.requestResult == answer, "\(read.faults)")
        #expect(String(decoding: frame[fault.offset...], as: UTF8.self).hasPrefix(place), "\(fault)")
    }

    @Test func aWrongChecksum() throws {
        let read = try #require(Read(Frames.frame(Self.good, checksum: "0000")))
        let fault = try #require(read.decoder.faults.first)
        let computed = Frames.checksum(Self.good.utf8)
        #expect(fault.kind == .checksum(written: 0, computed: computed) && read.faults.count == 1)
        #expect(fault.offset == 6 + Self.good.utf8.count && fault.length == 4 && fault.requestResult == .checksum)
        #expect(fault.description.hasPrefix("byte \(7 + Self.good.utf8.count): the checksum is 0000"))
    }

    /// A wrong length is tolerated while the checksum fits what is there, and a fault beside a wrong checksum.
    @Test func aWrongLengthAndChecksum() throws {
        let read = try #require(Read(Frames.frame(Self.good, length: "0099", checksum: "0000")))
        #expect(read.faults == ["checksum", "length"] && !read.notes.contains(.wrongLength))
        #expect(read.decoder.faults[1].kind == .length(declared: 99, found: Self.good.utf8.count))
        #expect(read.decoder.faults[1].offset == 2)
    }

    @Test func aValueWithoutKey() throws {
        let read = try #require(Read(Frames.upload("=5;-Rtd=7;a1-Rtd=1")))
        #expect(read.faults == ["no-field-name", "no-field-name"] && !read.packet.isBroken)
    }

    /// A packet of nothing but wrong values tells of some, and of what breaks it.
    @Test func faultsAreBounded() throws {
        let region = (0..<500).map { "a\(10_000 + $0)-Rtd=x" }.joined(separator: ";") + ";b-Rtd=\u{1}"
        let read = try #require(Read(Frames.upload(region)))
        #expect(read.faults.count == 65 && read.faults.last == "control" && read.packet.isBroken)
        #expect(read.fields.count == 502)
    }

    @Test func resultsOfTheStandard() {
        #expect(RequestResult.allCases.map(\.rawValue) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 100])
        #expect(ExecutionResult.allCases.map(\.rawValue) == [1, 2, 3, 4, 5, 6, 100])
        #expect(RequestResult.checksum.zh == "CRC 校验错误" && RequestResult.mn.en == "wrong MN")
    }
}
