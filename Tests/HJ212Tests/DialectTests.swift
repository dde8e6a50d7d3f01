import HJ212
import Testing

/// One test for each thing that is tolerated: it is read, and noted by its name.
@Suite struct DialectTests {
    /// A frame that has one oddness, and what is noted of it.
    struct Dialect: Sendable, CustomTestStringConvertible {
        let note: PacketNote
        let frame: [UInt8]
        /// What else is bound to be noted.
        var more: [PacketNote] = []
        var testDescription: String { note.name }

        init(
            _ note: PacketNote, header: String, region: String = "DataTime=20240801085857;w01018-Rtd=1.5,w01018-Flag=N",
            _ more: PacketNote...
        ) {
            (self.note, self.more) = (note, more)
            frame = Frames.frame("\(header)&&\(region)&&")
        }

        init(_ note: PacketNote, region: String, _ more: PacketNote...) {
            (self.note, self.more) = (note, more)
            frame = Frames.frame("\(Frames.header)&&DataTime=20240801085857;\(region)&&")
        }

        init(_ note: PacketNote, frame: [UInt8]) {
            self.note = note
            self.frame = frame
        }
    }

    private static let segment = "\(Frames.header)&&DataTime=20240801085857;w01018-Rtd=1.5,w01018-Flag=N&&"
    /// A frame whose checksum has letters.
    private static let small = (0...99).lazy.map { "\(Frames.header)&&DataTime=20240801085857;w01018-Rtd=\($0)&&" }
        .map { ($0, String(Frames.checksum($0.utf8), radix: 16)) }
        .first { $0.1.count == 4 && $0.1.contains { $0.isLetter } }
        .map { Frames.frame($0.0, checksum: $0.1) }!
    private static let qn = "QN=20240801085857223;"
    private static let mn = "MN=010000A8900016F000169DC0;"

    static let frames = [
        Dialect(.padding, frame: Array("  ".utf8) + Frames.frame(segment)),
        Dialect(.noLineEnd, frame: Frames.frame(segment, end: "")),
        Dialect(.bareLineEnd, frame: Frames.frame(segment, end: "\n")),
        Dialect(.lengthWidth, frame: Frames.frame(segment, length: "\(segment.utf8.count)")),
        Dialect(.wrongLength, frame: Frames.frame(segment, length: "0099")),
        Dialect(.smallChecksum, frame: small),
    ]

    static let headers = [
        Dialect(.noQN, header: "ST=32;CN=2011;PW=123456;\(mn)Flag=4;CP="),
        Dialect(.oddQN, header: "QN=1617936069734;ST=32;CN=2011;PW=123456;\(mn)Flag=5;CP="),
        Dialect(.noST, header: "\(qn)CN=2011;PW=123456;\(mn)Flag=5;CP="),
        Dialect(.oddST, header: "\(qn)ST=101;CN=2011;PW=123456;\(mn)Flag=5;CP="),
        Dialect(.noFlag, header: "\(qn)ST=32;CN=2011;PW=123456;\(mn)CP="),
        Dialect(.unknownVersion, header: "\(qn)ST=32;CN=2011;PW=123456;\(mn)Flag=13;CP="),
        Dialect(.noPW, header: "\(qn)ST=32;CN=2011;\(mn)Flag=5;CP="),
        Dialect(.emptyPW, header: "\(qn)ST=32;CN=2011;PW=;\(mn)Flag=5;CP="),
        Dialect(.oddPW, header: "\(qn)ST=32;CN=2011;PW=BF470F88957588DE902D1A52;\(mn)Flag=5;CP="),
        Dialect(.oddMN, header: "\(qn)ST=32;CN=2011;PW=123456;MN=JLYP01_AIR01_0001;Flag=5;CP="),
        Dialect(.unknownCN, header: "\(qn)ST=32;CN=9021;PW=123456;\(mn)Flag=5;CP=", region: ""),
        Dialect(.partOrder, header: "\(qn)ST=32;CN=2011;PW=123456;\(mn)Flag=7;PNO=1;PNUM=2;CP="),
        Dialect(.headerOrder, header: "ST=32;\(qn)CN=2011;PW=123456;\(mn)Flag=5;CP="),
        Dialect(.doubleHeader, header: "\(qn)ST=31;ST=32;CN=2011;PW=123456;\(mn)Flag=5;CP="),
        Dialect(.unknownHeader, header: "\(qn)ST=32;CN=2011;PW=123456;\(mn)Flag=5;Ver=2;CP="),
        Dialect(.headerCase, header: "\(qn)ST=32;CN=2011;PW=123456;\(mn)flag=5;CP="),
        Dialect(.missingSeparator, header: "\(qn)ST=32;CN=2011;PW=123456;\(mn)Flag=5CP="),
        Dialect(.commaInHeader, header: "QN=20240801085857223,ST=32;CN=2011;PW=123456;\(mn)Flag=5;CP="),
        Dialect(.unflaggedParts, header: "\(qn)ST=32;CN=2011;PW=123456;\(mn)Flag=5;PNUM=2;PNO=1;CP="),
        Dialect(.unnumbered, header: "\(qn)ST=32;CN=2011;PW=123456;\(mn)Flag=7;CP="),
    ]

    static let regions = [
        Dialect(.longTime, header: Frames.header, region: "DataTime=20160824003817000;B01-Rtd=36.91"),
        Dialect(.shortTime, header: Frames.header, region: "DataTime=201608240038;B01-Rtd=36.91"),
        Dialect(.trailingSemicolon, region: "w01018-Rtd=1.5,w01018-Flag=N;"),
        Dialect(.emptyItem, region: "w01018-Rtd=1.5;;w01001-Rtd=7"),
        Dialect(.emptyItem, region: "w01018-Rtd=1.5,w01018-Flag=N,"),
        Dialect(.doubleKey, region: "w00000-Avg=66.09,w00000-Min=392.51,w00000-Avg=19796346.00"),
        Dialect(.suffixCase, region: "A18-Avg=40.28,A18-flag=N"),
        Dialect(.unknownSuffix, region: "LA-td=50.1"),
        Dialect(.noSuffix, region: "LA=50.1"),
        Dialect(.noValue, region: "PolId=w01018;i13004"),
        Dialect(.emptyValue, region: "w01018-Rtd=,w01018-Flag=D"),
        Dialect(.flagItem, region: "a34001-Rtd=92;Flag=N"),
        Dialect(.foreignFlag, region: "J01-Rtd=1,J02-Flag=N"),
        Dialect(.flagAsValue, region: "H102-Rtd=N"),
        Dialect(.unknownFlag, region: "w01018-Rtd=1.5,w01018-Flag=Z"),
        Dialect(.numberForm, region: "w01018-Rtd=+1.5e2"),
        Dialect(.roundedNumber, region: "w01018-Rtd=7.1529302168418312345"),
        Dialect(.blanks, region: "w01018-Rtd= 1.5"),
        Dialect(.strayMark, region: "i11001-Info=a&&b"),
        Dialect(.notASCII, region: "i11001-Info=//清洗管路,反吹;//"),
        Dialect(.oversize, region: (0..<90).map { "a\(34_000 + $0)-Rtd=\($0)" }.joined(separator: ";")),
    ]

    private func reads(_ dialect: Dialect) throws {
        let read = try #require(Read(dialect.frame))
        #expect(!read.packet.isBroken && read.faults.isEmpty, "\(read.decoder.faults)")
        #expect(read.notes == ([dialect.note] + dialect.more).sorted { $0.rawValue < $1.rawValue })
        #expect(read.text(read.packet.cn).count == 4 && !read.text(read.packet.mn).isEmpty)
        let place = read.decoder.place(of: dialect.note) ?? 0
        #expect((0..<dialect.frame.count).contains(place))
        if !dialect.note.isStructural { #expect(read.rewritten == dialect.frame) }
    }

    @Test(arguments: frames) func ofFrames(_ dialect: Dialect) throws { try reads(dialect) }
    @Test(arguments: headers) func ofHeaders(_ dialect: Dialect) throws { try reads(dialect) }
    @Test(arguments: regions) func ofRegions(_ dialect: Dialect) throws { try reads(dialect) }

    @Test func notUTF8() throws {
        // 清 in GB18030.
        let segment =
            Array("\(Frames.header)&&DataTime=20240801085857;i11001-Info=".utf8) + [0xc7, 0xe5] + Array("&&".utf8)
        let checksum = String(Frames.checksum(segment), radix: 16, uppercase: true)
        let digits = String(repeating: "0", count: 4 - checksum.count) + checksum
        let length = String(segment.count)
        let frame = Array("##0\(length)".utf8) + segment + Array("\(digits)\r\n".utf8)
        let read = try #require(Read(frame))
        #expect(read.notes == [.notUTF8] && read.faults.isEmpty)
    }

    /// Every note has its test here, but the encryption, which has its own.
    @Test func allAreTested() {
        let tested = Set((Self.frames + Self.headers + Self.regions).map(\.note)).union([.notUTF8, .encrypted])
        #expect(tested == Set(PacketNote.allCases))
    }

    @Test func allHaveWords() {
        #expect(Set(PacketNote.allCases.map(\.name)).count == PacketNote.allCases.count)
        #expect(!PacketNote.allCases.contains { $0.name == "unknown" || $0.zh.isEmpty || $0.en.isEmpty })
    }
}
