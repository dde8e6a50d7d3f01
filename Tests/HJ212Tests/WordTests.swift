import HJ212
import Testing

@Suite struct WordTests {
    @Test func commandsAreNumberedOnce() {
        let codes = CommandCode.all.map(\.code)
        #expect(Set(codes).count == codes.count && codes == codes.sorted())
        #expect(CommandCode.numbered(2011)?.zh == "取／上传污染物实时数据")
        #expect(
            CommandCode.numbered(2012)?.direction == .toDevice && CommandCode.numbered(9014)?.family == .interaction)
        #expect(
            CommandCode.numbered(1234) == nil && CommandCode.numbered(-1) == nil && CommandCode.numbered(10_000) == nil)
    }

    /// What the editions added and dropped.
    @Test(arguments: [
        (1021, Edition.y2005, Edition.y2005), (2071, .y2005, .y2005), (1063, .y2017, .y2025), (2081, .y2017, .y2025),
        (3015, .y2017, .y2017), (3016, .y2017, .y2017), (1014, .y2025, .y2025), (9015, .y2025, .y2025),
        (2061, .y2005, .y2025),
    ])
    func editionsOfCommands(code: Int, first: Edition, last: Edition) {
        #expect(CommandCode.numbered(code)?.editions == first...last)
    }

    @Test func systems() {
        #expect(SystemCode.named("32")?.zh == "地表水体环境污染源" && SystemCode.named("44")?.since == .y2025)
        #expect(SystemCode.named("99") == nil && Set(SystemCode.all.map(\.code)).count == SystemCode.all.count)
    }

    @Test(arguments: ["21", "45", "91", "A0", "Z9"]) func systemsAreKnown(code: String) throws {
        let segment = Frames.header.replacing("ST=32", with: "ST=\(code)") + "&&&&"
        #expect(try #require(Read(Frames.frame(segment))).notes.isEmpty)
    }

    @Test(arguments: ["20", "42", "64", "99", "a0", "AA", "1", "0A"]) func systemsAreOdd(code: String) throws {
        let segment = Frames.header.replacing("ST=32", with: "ST=\(code)") + "&&&&"
        #expect(try #require(Read(Frames.frame(segment))).notes == [.oddST])
    }

    @Test func suffixesAreFoundByTheirNames() throws {
        for suffix in FieldSuffix.allCases where suffix != .none && suffix != .other {
            let value =
                switch suffix.value {
                case .number: "1";
                case .flag: "N";
                case .time: "20240801085857";
                case .text: "x"
                }
            let read = try #require(Read(Frames.upload("a1-\(suffix.name)=\(value)")))
            #expect(
                read.fields.last?.suffix == suffix && read.notes.isEmpty && !suffix.zh.isEmpty && !suffix.en.isEmpty)
            let small = try #require(
                Read(
                    Frames.upload(
                        "a1-\(suffix.name)=\(value)".replacing("\(suffix.name)", with: "\(suffix.name)".lowercased()))))
            #expect(small.fields.last?.suffix == suffix && small.notes == [.suffixCase])
        }
    }

    @Test func flags() {
        #expect(
            DataFlag.normal.isNormal && DataFlag(byte: UInt8(ascii: "D")).zh == "故障" && DataFlag(byte: 0x7a).en == nil)
        for row in DataFlag.table { #expect(DataFlag(byte: row.byte).isKnown) }
        for byte in 0...255 where !DataFlag.table.contains(where: { $0.byte == UInt8(byte) }) {
            #expect(!DataFlag(byte: UInt8(byte)).isKnown)
        }
    }

    @Test func times() throws {
        let stamp = try #require(
            CivilStamp(year: 2024, month: 2, day: 29, hour: 23, minute: 59, second: 58, millisecond: 7))
        #expect(stamp.description == "2024-02-29 23:59:58.007")
        #expect(String(decoding: stamp.digits(), as: UTF8.self) == "20240229235958")
        #expect(String(decoding: stamp.digits(milliseconds: true), as: UTF8.self) == "20240229235958007")
        #expect(CivilStamp(Array("20240229235958007".utf8).span) == stamp)
        #expect(CivilStamp(year: 2023, month: 2, day: 29) == nil && CivilStamp(year: 1900, month: 2, day: 29) == nil)
        #expect(CivilStamp(year: 2024, month: 1, day: 1)! < stamp)
    }
}
