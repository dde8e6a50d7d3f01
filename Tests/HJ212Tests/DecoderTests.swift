import HJ212
import Testing

@Suite struct DecoderTests {
    @Test func aPlainPacket() throws {
        let read = try #require(
            Read(Frames.upload("w01018-SampleTime=20240801070000,w01018-Rtd=-2.20,w01018-Flag=D,w01018-EFlag=A01")))
        let packet = read.packet
        #expect(packet.command == 2011 && packet.edition == .y2017 && packet.wantsAnswer && !packet.isPart)
        #expect(read.text(packet.qn) == "20240801085857223" && read.text(packet.mn) == "010000A8900016F000169DC0")
        #expect(packet.dataTime?.description == "2024-08-01 08:58:57" && packet.period == .instant)
        #expect(packet.notes.isEmpty && read.faults.isEmpty && packet.computedChecksum == packet.writtenChecksum)
        let value = read.fields[2]
        #expect(read.text(value.code) == "w01018" && value.suffix == .rtd && value.isValue)
        #expect(value.mantissa == -220 && value.scale == 2 && value.flag?.letter == "D" && value.item == 1)
        #expect(read.fields[1].time?.hour == 7 && read.fields[4].kind == .text)
    }

    @Test(
        arguments: [
            ("0", 0, 0), ("-0.0", 0, 1), ("12", 12, 0), ("007", 7, 0), ("1.230", 1230, 3),
            ("235.292750833832", 235_292_750_833_832, 12),
            (".5", 5, 1), ("5.", 5, 0), ("+3", 3, 0), ("1e3", 1000, 0), ("1.5E-2", 15, 3),
            ("999999999999999999", 999_999_999_999_999_999, 0),
            ("0.1234567890123456785", 123_456_789_012_345_678, 18),
            ("0.1234567890123456775", 123_456_789_012_345_678, 18),
            ("0.12345678901234567651", 123_456_789_012_345_677, 18), ("00000000000000000000.5", 5, 1),
        ] as [(String, Int64, Int8)])
    func numbers(text: String, mantissa: Int64, scale: Int8) throws {
        let field = try #require(Read(Frames.upload("a21026-Rtd=\(text)"))?.fields.last)
        #expect(field.kind == .number && field.mantissa == mantissa && field.scale == scale)
    }

    @Test(arguments: ["-", "--", "1.2.3", "NaN", "NULL", "1,", "0x10", "1e", "e5", "1 2", "１", ".", "+", "1-2"])
    func noNumbers(text: String) throws {
        let read = try #require(
            Read(Frames.upload("a21026-Rtd=\(text.replacing(",", with: "x")),a21026-Flag=N;a21002-Rtd=5")))
        #expect(read.faults == ["bad-number"] && !read.packet.isBroken)
        #expect(read.fields[1].kind == .bad && read.fields[3].isValue)
        #expect(read.decoder.faults.first?.offset == read.fields[1].value.range.lowerBound)
    }

    @Test(arguments: ["1000000000000000000", "1e19", "1e-99", "1234567890123456789.5"])
    func hugeNumbers(text: String) throws {
        #expect(Read(Frames.upload("a21026-Rtd=\(text)"))?.faults == ["huge-number"])
    }

    @Test(arguments: [
        "20230229000000", "20241301000000", "20240801240000", "20240801086000", "00000801085857", "2024080108585", "x",
        "",
    ])
    func noTimes(text: String) throws {
        let read = try #require(Read(Frames.frame("\(Frames.header)&&DataTime=\(text);a21026-Rtd=1&&")))
        #expect(read.faults == ["bad-data-time"] && read.packet.isBroken)
        #expect(
            Read(Frames.upload("a21026-SampleTime=\(text),a21026-Rtd=1"))?.faults == (text.isEmpty ? [] : ["bad-time"]))
    }

    @Test func flagsGoToTheValuesOfTheirItem() throws {
        let read = try #require(Read(Frames.upload("a1-Flag=D,a1-Rtd=1;a2-Rtd=2;Flag=C;a3-Min=1,a3-Max=2,a3-Flag=T")))
        #expect(read.fields.map { $0.flag?.letter ?? "" } == ["", "D", "D", "C", "C", "T", "T", "T"])
    }

    @Test func theLastOfTwoCounts() throws {
        let read = try #require(Read(Frames.upload("a1-Rtd=1;a2-Rtd=2;a1-Rtd=3;a1-Avg=4;a2-Rtd=5,a2-Rtd=6")))
        #expect(read.fields.map(\.isSuperseded) == [false, true, true, false, false, true, false])
        #expect(read.decoder.place(of: .doubleKey) == Int(read.fields[3].code.offset))
    }

    @Test func manyFactorsWithoutRepeats() throws {
        let region = (0..<900).map { "a\(10_000 + $0)-Rtd=1,a\(10_000 + $0)-Flag=N" }.joined(separator: ";")
        let read = try #require(Read(Frames.upload(region)))
        #expect(!read.notes.contains(.doubleKey))
        let again = try #require(Read(Frames.upload(region + ";a10450-Rtd=2")))
        #expect(again.fields.filter(\.isSuperseded).count == 1)
    }

    @Test func requestsHaveNoDataTime() throws {
        let read = try #require(
            Read(
                Frames.frame(
                    "\(Frames.header.replacing("2011", with: "2051"))&&BeginTime=20240801084000;EndTime=20240801085000&&"
                )))
        #expect(read.faults.isEmpty && read.notes.isEmpty && read.fields.count == 2)
        let values = try #require(Read(Frames.frame("\(Frames.header)&&w01018-Rtd=1&&")))
        #expect(values.faults == ["no-data-time"] && values.packet.isBroken)
    }

    @Test(
        arguments: [
            (2011, DataPeriod.instant), (2021, .instant), (2051, .minutes), (2061, .hour), (2031, .day), (2041, .day),
            (9014, nil), (2081, nil),
        ] as [(Int, DataPeriod?)])
    func periods(command: Int, period: DataPeriod?) { #expect(DataPeriod(command: command) == period) }

    @Test(
        arguments: [
            (nil, .y2005), (0, .y2005), (3, .y2005), (4, .y2017), (7, .y2017), (8, .y2025), (11, .y2025), (12, .y2025),
        ] as [(UInt8?, Edition)])
    func editions(flag: UInt8?, edition: Edition) { #expect(Edition(flag: flag) == edition) }

    @Test func aDecoderServesAgain() throws {
        var decoder = PacketDecoder()
        _ = decoder.decode(Frames.upload("a1-Rtd=x;a1-Rtd=1;a1-Rtd=2"))
        #expect(decoder.faults.count == 1)
        let second = decoder.decode(Frames.upload("a1-Rtd=1"))
        let packet = try #require(second)
        #expect(packet.notes.isEmpty && decoder.faults.isEmpty && decoder.fields.count == 2)
        #expect(decoder.place(of: .doubleKey) == nil)
    }
}
