import HJ212
import Testing

@Suite struct AnswerTests {
    private func answer(_ answer: Answer, to segment: String) throws -> String {
        let read = try #require(Read(Frames.frame(segment)))
        var writer = FrameWriter()
        writer.append(answer, to: read.packet, in: read.bytes.span)
        let back = try #require(Read(writer.bytes))
        #expect(back.faults.isEmpty && back.packet.command == answer.command && !back.packet.notes.isStructural)
        return String(decoding: writer.bytes.dropFirst(6).dropLast(6), as: UTF8.self)
    }

    private static let upload =
        "QN=20160801085857223;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&&&"
    private static let old = "QN=20040516010101001;ST=32;CN=1072;PW=123456;MN=88888880000001;Flag=3;CP=&&PW=654321&&"

    /// HJ 212-2017 appendix C.
    @Test func as2017() throws {
        let head = "QN=20160801085857223;ST=91;CN="
        let tail = ";PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&"
        #expect(try answer(.data, to: Self.upload) == head + "9014" + tail + "&&")
        #expect(try answer(.notice, to: Self.upload) == head + "9013" + tail + "&&")
        #expect(try answer(.request(.ready), to: Self.upload) == head + "9011" + tail + "QnRtn=1&&")
        #expect(try answer(.execution(.noData), to: Self.upload) == head + "9012" + tail + "ExeRtn=100&&")
    }

    @Test func as2025() throws {
        let text = try answer(.data, to: Self.upload.replacing("Flag=5", with: "Flag=11;PNUM=2;PNO=1"))
        #expect(text == "QN=20160801085857223;ST=91;CN=9014;PW=123456;MN=010000A8900016F000169DC0;Flag=8;CP=&&&&")
    }

    /// HJ/T 212-2005 appendix C: the QN in the data region, and a Flag for 9011 alone.
    @Test func as2005() throws {
        #expect(
            try answer(.request(.ready), to: Self.old)
                == "ST=91;CN=9011;PW=123456;MN=88888880000001;Flag=0;CP=&&QN=20040516010101001;QnRtn=1&&")
        #expect(
            try answer(.execution(.done), to: Self.old)
                == "ST=91;CN=9012;PW=123456;MN=88888880000001;CP=&&QN=20040516010101001;ExeRtn=1&&")
        #expect(
            try answer(.notice, to: Self.old) == "ST=91;CN=9013;PW=123456;MN=88888880000001;CP=&&QN=20040516010101001&&"
        )
    }

    @Test(
        arguments: [
            (2011, 5, Answer.data), (2061, 7, .data), (2011, 4, nil), (1013, 5, .notice), (9015, 9, .notice),
            (9014, 5, nil), (9011, 5, nil),
            (3019, 5, .data),
        ] as [(Int, Int, Answer?)])
    func isDue(command: Int, flag: Int, answer: Answer?) throws {
        let segment = Self.upload.replacing("2011", with: "\(command)").replacing("Flag=5", with: "Flag=\(flag)")
        #expect(Answer.toDevice(try #require(Read(Frames.frame(segment))).packet) == answer)
    }

    @Test func aWriterServesAgain() throws {
        let read = try #require(Read(Frames.frame(Self.upload)))
        var writer = FrameWriter()
        writer.append(.data, to: read.packet, in: read.bytes.span)
        let one = writer.bytes
        writer.append(.data, to: read.packet, in: read.bytes.span)
        #expect(writer.bytes == one + one)
        writer.removeAll()
        writer.append(.data, to: read.packet, in: read.bytes.span)
        #expect(writer.bytes == one)
    }
}

@Suite struct RequestTests {
    private static let from = CivilStamp(year: 2016, month: 8, day: 1, hour: 8, minute: 40)!
    private static let until = CivilStamp(year: 2016, month: 8, day: 1, hour: 8, minute: 50)!

    /// Regions of HJ 212-2017 appendix C.
    @Test(arguments: [
        (Request.Content.time(factor: "w01018"), 1011, "PolId=w01018"), (.time(factor: nil), 1011, ""),
        (.setTime(from, factor: "w01018"), 1012, "PolId=w01018;SystemTime=20160801084000"),
        (.realtimeInterval, 1061, ""), (.setRealtimeInterval(seconds: 30), 1062, "RtdInterval=30"),
        (.minuteInterval, 1063, ""),
        (.setMinuteInterval(minutes: 10), 1064, "MinInterval=10"), (.realtime, 2011, ""), (.stopRealtime, 2012, ""),
        (.minutes(from, until), 2051, "BeginTime=20160801084000;EndTime=20160801085000"),
        (.hours(from, from), 2061, "BeginTime=20160801084000;EndTime=20160801084000"), (.heartbeat, 9015, ""),
        (.days(from, until), 2031, "BeginTime=20160801084000;EndTime=20160801085000"),
        (.runningHours(from, until), 2041, "BeginTime=20160801084000;EndTime=20160801085000"),
        (.other(command: 1072, region: "NewPW=654321"), 1072, "NewPW=654321"),
    ])
    func contents(content: Request.Content, command: Int, region: String) throws {
        let qn = try #require(CivilStamp(packed: 20_160_801_085_857_223))
        var request = Request(content, qn: qn, st: "32", pw: "123456", mn: "010000A8900016F000169DC0", edition: .y2017)
        var writer = FrameWriter()
        writer.append(request)
        let expected =
            "QN=20160801085857223;ST=32;CN=\(command);PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&\(region)&&"
        #expect(writer.bytes == Frames.frame(expected))
        request.edition = .y2025
        request.wantsAnswer = false
        writer.removeAll()
        writer.append(request)
        #expect(writer.bytes == Frames.frame(expected.replacing("Flag=5", with: "Flag=8")))
    }

    @Test func as2005() throws {
        let request = Request(
            .minutes(Self.from, Self.until), qn: Self.from, st: "32", pw: "123456", mn: "88888880000001",
            edition: .y2005)
        #expect(request.region == "BeginTime=20160801084000,EndTime=20160801085000")
        var writer = FrameWriter()
        writer.append(request)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self).contains(
                "QN=20160801084000000;ST=32;CN=2051;PW=123456;MN=88888880000001;Flag=1;CP"))
    }
}
