import HJ212
import Model
import Storage
import Testing

@testable import Monitoring

@Suite("Forwarded frames: the data region as it came, the frame as the standard has it") struct UpstreamFramerTests {
    private func framer(password: String? = nil, renamed: [String: String] = [:]) throws -> UpstreamFramer {
        let zone = try required(TimeZoneRules(named: "Asia/Shanghai"))
        return UpstreamFramer(zone: zone, password: password.map { Array($0.utf8) }, renamed: renamed)
    }

    private func spooled(_ frame: [UInt8], qn: Int64? = nil) -> SpooledPacket {
        SpooledPacket(id: 7, at: 1_764_100_000_000, qn: qn, frame: frame)
    }

    private func packet(_ framer: inout UpstreamFramer, _ frame: [UInt8]) throws -> OutgoingPacket {
        try required(framer.packet(spooled(frame)))
    }

    private func text(_ packet: OutgoingPacket) -> String { String(decoding: packet.frame, as: UTF8.self) }

    private let segment =
        "QN=20251126030000000;ST=32;CN=2051;PW=123456;MN=A1;Flag=5;CP=&&DataTime=20251126030000;w01018-Avg=1.230,w01018-flag=N;&&"

    @Test("A frame that says all there is to say goes out to the letter")
    func asItCame() throws {
        var framer = try framer(password: "123456")
        let frame = DeviceClient.frame(segment)
        let packet = try self.packet(&framer, frame)
        #expect(packet.frame == frame && packet.mn == "A1" && packet.qn == "20251126030000000" && packet.id == 7)
    }

    @Test(
        "A wrong length, blanks, small letters of the checksum and a missing line end are put right, and nothing else")
    func envelope() throws {
        var framer = try framer()
        let frame = DeviceClient.frame(segment)
        let odd = Array("  ##0999".utf8) + frame[6..<frame.count - 2]
        #expect(try packet(&framer, odd).frame == frame)
        let small =
            Array(String(decoding: frame.dropLast(6), as: UTF8.self).utf8)
            + Array(String(decoding: frame.suffix(6), as: UTF8.self).lowercased().utf8)
        #expect(try packet(&framer, small).frame == frame)
    }

    @Test("An answer is asked for, of every edition; parts keep their numbers, and sent-again data its mark")
    func flags() throws {
        var framer = try framer()
        for (flag, expected) in [
            ("Flag=4;", "Flag=5;"), ("Flag=8;", "Flag=9;"), ("", "Flag=1;"), ("Flag=0;", "Flag=1;"),
        ] {
            let segment = "QN=20251126030000000;ST=32;CN=2051;PW=1;MN=A1;\(flag)CP=&&DataTime=20251126030000&&"
            let packet = try self.packet(&framer, DeviceClient.frame(segment))
            #expect(text(packet).contains("PW=1;MN=A1;\(expected)CP=&&DataTime=20251126030000&&"))
        }
        let part = "QN=20251126030000000;ST=32;CN=2051;PW=1;MN=A1;Flag=6;PNUM=2;PNO=1;CP=&&DataTime=20251126030000&&"
        #expect(text(try packet(&framer, DeviceClient.frame(part))).contains(";Flag=7;PNUM=2;PNO=1;CP="))
        let again = "QN=20251126030000000;ST=32;CN=2051;PW=1;MN=A1;Flag=8;RF=1;CP=&&DataTime=20251126030000&&"
        #expect(text(try packet(&framer, DeviceClient.frame(again))).contains(";Flag=9;RF=1;CP="))
    }

    @Test("A packet without QN gets the one that was made when it came, the same each time")
    func madeQN() throws {
        var framer = try framer()
        let frame = DeviceClient.frame("ST=32;CN=2051;PW=1;MN=A1;CP=&&DataTime=20251126030000;011-Avg=1.0&&")
        for _ in 0..<2 {
            let packet = try required(framer.packet(spooled(frame, qn: 1_764_100_000_123)))
            #expect(packet.qn == "20251126034640123")
            #expect(
                packet.frame
                    == DeviceClient.frame(
                        "QN=20251126034640123;ST=32;CN=2051;PW=1;MN=A1;Flag=1;CP=&&DataTime=20251126030000;011-Avg=1.0&&"
                    ))
        }
    }

    @Test("What cannot be read is not sent")
    func unreadable() throws {
        var framer = try framer()
        for frame in [Array("nothing".utf8), DeviceClient.frame("QN=1;CP=&&&&"), []] {
            #expect(throws: MissingValue.self) { try packet(&framer, frame) }
        }
    }
}
