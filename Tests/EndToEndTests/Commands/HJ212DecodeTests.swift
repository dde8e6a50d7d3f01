import Foundation
import JSON
import Testing

@Suite struct HJ212DecodeTests {
    /// HJ 212-2025 appendix A.
    private static let good =
        "##0087QN=20240601085857223;ST=32;CN=1011;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&&&2200\r\n"

    /// Writes an input to a file, and decodes it.
    private func decode(_ input: String, _ more: String...) throws -> Binary.Outcome {
        let file = try TemporaryFile()
        file.handle.write(Data(input.utf8))
        return try Binary.run(["hj212", "decode", file.path] + more)
    }

    @Test func aGoodFrame() throws {
        let outcome = try decode(Self.good)
        #expect(outcome.status == 0 && outcome.err.isEmpty)
        let lines = outcome.out.split(separator: "\n").map(String.init)
        #expect(lines.first == "frame 1: 1011 提取／上传现场机时间, HJ 212-2025, 99 bytes from byte 1, good")
        #expect(
            lines.contains("  ST    系统编码      32                        地表水体环境污染源, source of surface water pollution"))
        #expect(lines.contains("  CRC   校验码        2200                      一致, right"))
        #expect(lines.last == "1 frame: 1 good, 0 with faults")
        #expect(!outcome.out.contains("123456"))
    }

    @Test func aCaretUnderTheByte() throws {
        let outcome = try decode(Self.good.replacing("2200", with: "2201"))
        #expect(outcome.status == 1)
        let lines = outcome.out.split(separator: "\n").map(String.init)
        let error = try #require(lines.firstIndex { $0.contains("error: byte 94: the checksum is 2201") })
        let place = try #require(lines[error + 1].range(of: "2201"))
        let carets = try #require(lines[error + 2].range(of: "^^^^"))
        #expect(
            lines[error + 1].distance(from: lines[error + 1].startIndex, to: place.lowerBound)
                == lines[error + 2].distance(from: lines[error + 2].startIndex, to: carets.lowerBound))
        #expect(lines[error + 1].contains("PW=******;") && !outcome.out.contains("123456"))
        #expect(outcome.out.contains("QnRtn=9 CRC 校验错误"))
    }

    /// Whoever mends the device is told what it computes: of this data segment `A55D` is the CRC-16/ARC.
    @Test func theChecksumOfAnotherStandardIsNamed() throws {
        let other = Self.good.replacing("2200", with: "A55D")
        let outcome = try decode(other)
        #expect(outcome.status == 1)
        #expect(
            outcome.out.contains(
                "  hint: A55D is CRC-16/ARC; the device has to compute that of HJ 212 appendix A\n"))
        let json = try JSONValue(parsing: try decode(other, "--json").out)
        #expect(json[0]?["foreign_checksum"] == "CRC-16/ARC" && json[0]?["computed_checksum"] == "2200")
        #expect(try !decode(Self.good.replacing("2200", with: "2201")).out.contains("hint"))
    }

    @Test func noiseIsShownAndCounts() throws {
        let outcome = try decode("GET / HTTP/1.1\r\n" + Self.good + "##0087QN")
        #expect(outcome.status == 1)
        #expect(outcome.out.contains("noise 1: 16 bytes from byte 1"))
        #expect(outcome.out.contains("  | GET / HTTP/1.1\\r\\n"))
        #expect(outcome.out.contains("noise 3: 8 bytes from byte 116, the frame is cut off"))
        #expect(outcome.out.hasSuffix("1 frame: 1 good, 0 with faults; 24 bytes of noise\n"))
    }

    @Test func briefTellsOfOddFramesAlone() throws {
        let outcome = try decode(Self.good + Self.good.dropLast() + Self.good, "--brief")
        #expect(outcome.status == 0)
        #expect(
            outcome.out == """
                frame 2: 1011 提取／上传现场机时间, HJ 212-2025, 97 bytes from byte 100, good
                  note: 包尾无回车换行, no line end behind the checksum [no-line-end]

                3 frames: 3 good, 0 with faults

                """)
    }

    @Test func forScripts() throws {
        let outcome = try decode(" x " + Self.good.replacing("2200", with: "0000"), "--json")
        #expect(outcome.status == 1 && !outcome.out.contains("123456"))
        let pieces = try #require(try JSONValue(parsing: outcome.out).arrayValue)
        #expect(pieces.count == 2)
        #expect(pieces[0]["noise"] == "garbage" && pieces[0]["hex"] == "207820" && pieces[0]["good"] == false)
        #expect(pieces[1]["offset"] == 3 && pieces[1]["mn"] == "010000A8900016F000169DC0" && pieces[1]["cn"] == "1011")
        #expect(pieces[1]["computed_checksum"] == "2200" && pieces[1]["checksum"] == "0000")
        #expect(pieces[1]["faults"]?.arrayValue?.first?["fault"] == "checksum")
        #expect(pieces[1]["faults"]?.arrayValue?.first?["offset"] == 93)
    }

    /// One block, under the key of the standard's example; what it holds ends in the midst of a time.
    @Test func encryptedFrames() throws {
        let frame =
            "##0103QN=20240601085857223;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&"
            + "{0xE4,0x3E,0x15,0x9A,0xCF,0xAB,0x24,0x2C,0xB5,0x31,0x55,0xFB,0x8B,0x92,0x81,0xA1}&&60C0\r\n"
        let closed = try decode(frame)
        #expect(closed.status == 1 && closed.out.contains("a key is needed") && closed.out.contains("已加密, encrypted"))
        let opened = try decode(frame, "--key", "30303030303030303030303030303030")
        #expect(opened.out.contains("DataTime is no time") && opened.out.contains("DataTime=2024052&&"))
        #expect(opened.out.contains("一致, right") && opened.out.contains("已解密, decrypted"))
        let wrong = try decode(frame, "--key", "30")
        #expect(wrong.status == 2 && wrong.err.contains("--key wants 32 hexadecimal digits"))
    }

    /// Passwords and keys that a centre sets, and those of frames that are cut off.
    @Test(arguments: ["NewPW=secret", "PolId=a;NewSK=secret,a=1", "PW=secret", "a-PW=secret&&##00"])
    func secretsAreHidden(region: String) throws {
        for option in ["--json", "--brief"] {
            let outcome = try decode("PW=secret;##0100PW=secret;MN=1;CP=&&\(region)&&0000\r\n", option)
            #expect(!outcome.out.contains("secret") && !outcome.out.contains("736563726574"), "\(outcome.out)")
        }
    }

    @Test func nothingThere() throws {
        #expect(try decode("").status == 1)
        #expect(try decode("").out == "0 frames: 0 good, 0 with faults\n")
        let missing = try Binary.run(["hj212", "decode", "/nowhere/frames"])
        #expect(missing.status == 1 && missing.err.contains("cannot read `/nowhere/frames`"))
        #expect(try Binary.run(["hj212", "decode"]).status == 1)
    }
}
