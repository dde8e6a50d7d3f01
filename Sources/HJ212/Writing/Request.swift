/// What a centre asks of a device, or tells it.
public struct Request: Sendable, Equatable {
    /// The id of the exchange: the time of asking with milliseconds, which must not come twice for one device.
    public var qn: CivilStamp
    /// The kind of system, such as `32`.
    public var st: String
    /// The password that the device expects.
    public var pw: String
    /// The device.
    public var mn: String
    /// The edition that the device speaks.
    public var edition: Edition
    /// Whether the device has to answer with 9011.
    public var wantsAnswer: Bool
    /// What is asked.
    public var content: Content

    /// What is asked.
    public enum Content: Sendable, Equatable {
        /// 1011: what time is it; of an instrument, or of the device itself.
        case time(factor: String?)
        /// 1012: set the time.
        case setTime(CivilStamp, factor: String?)
        /// 1061: how often does realtime data come.
        case realtimeInterval
        /// 1062: realtime data every so many seconds, 30 to 3,600.
        case setRealtimeInterval(seconds: Int)
        /// 1063: how long are the periods of minute data.
        case minuteInterval
        /// 1064: minute data every so many minutes: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30.
        case setMinuteInterval(minutes: Int)
        /// 2011: send realtime data.
        case realtime
        /// 2012: stop sending realtime data.
        case stopRealtime
        /// 2051: minute data of periods that start from the first to the last time.
        case minutes(CivilStamp, CivilStamp)
        /// 2061: hour data.
        case hours(CivilStamp, CivilStamp)
        /// 2031: day data.
        case days(CivilStamp, CivilStamp)
        /// 2041: running hours of equipment by day.
        case runningHours(CivilStamp, CivilStamp)
        /// 9015: a heartbeat, as HJ 212-2025 has it.
        case heartbeat
        /// Any other command, with its data region as it is to be written.
        case other(command: Int, region: String)
    }

    /// A request.
    public init(
        _ content: Content, qn: CivilStamp, st: String, pw: String, mn: String, edition: Edition,
        wantsAnswer: Bool = true
    ) {
        self.content = content
        self.qn = qn
        self.st = st
        self.pw = pw
        self.mn = mn
        self.edition = edition
        self.wantsAnswer = wantsAnswer
    }

    /// The command.
    public var command: Int {
        switch content {
        case .time: 1011
        case .setTime: 1012
        case .realtimeInterval: 1061
        case .setRealtimeInterval: 1062
        case .minuteInterval: 1063
        case .setMinuteInterval: 1064
        case .realtime: 2011
        case .stopRealtime: 2012
        case .minutes: 2051
        case .hours: 2061
        case .days: 2031
        case .runningHours: 2041
        case .heartbeat: 9015
        case .other(let command, _): command
        }
    }

    /// The data region.
    public var region: String {
        switch content {
        case .time(let factor): factor.map { "PolId=\($0)" } ?? ""
        case .setTime(let time, let factor): (factor.map { "PolId=\($0);" } ?? "") + "SystemTime=\(Self.text(time))"
        case .setRealtimeInterval(let seconds): "RtdInterval=\(seconds)"
        case .setMinuteInterval(let minutes): "MinInterval=\(minutes)"
        case .minutes(let from, let until), .hours(let from, let until), .days(let from, let until),
            .runningHours(let from, let until):
            // The editions differ in the separator: 2005 has both times in one item.
            "BeginTime=\(Self.text(from))\(edition == .y2005 ? "," : ";")EndTime=\(Self.text(until))"
        case .other(_, let region): region
        case .realtimeInterval, .minuteInterval, .realtime, .stopRealtime, .heartbeat: ""
        }
    }

    private static func text(_ time: CivilStamp) -> String { String(decoding: time.digits(), as: UTF8.self) }
}

extension FrameWriter {
    /// Writes a request.
    ///
    /// - Precondition: the texts are short enough for a frame.
    public mutating func append(_ request: Request) {
        begin()
        header("QN", request.qn.digits(milliseconds: true).span)
        header("ST", Array(request.st.utf8).span)
        header("CN", request.command)
        header("PW", Array(request.pw.utf8).span)
        header("MN", Array(request.mn.utf8).span)
        let answer = request.wantsAnswer ? FlagBit.answer : 0
        header("Flag", Int(request.edition.flag | answer))
        openRegion()
        raw(Array(request.region.utf8).span)
        end()
    }
}
