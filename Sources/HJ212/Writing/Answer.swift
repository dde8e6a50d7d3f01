/// What a packet is answered with (HJ 212-2017 chapter 6.6 and appendix C; HJ/T 212-2005 appendix C).
public enum Answer: Sendable, Equatable {
    /// 9011: a request was understood, or why not.
    case request(RequestResult)
    /// 9012: how a request went.
    case execution(ExecutionResult)
    /// 9013: a notice has come.
    case notice
    /// 9014: data has come.
    case data

    /// The command.
    public var command: Int {
        switch self {
        case .request: 9011
        case .execution: 9012
        case .notice: 9013
        case .data: 9014
        }
    }

    /// The answer that a centre gives to a packet of a device that was taken in; nil when none is due: the packet does not ask
    /// for one, or is itself an answer.
    public static func toDevice(_ packet: Packet) -> Answer? {
        guard packet.wantsAnswer else { return nil }
        switch packet.command {
        case 9011...9014: return nil
        case 1013, 1014, 9015: return .notice
        default: return .data
        }
    }
}

extension FrameWriter {
    /// Writes the answer to a packet: its QN, PW and MN, `ST=91`, and its edition.
    ///
    /// Since 2017 the QN stands in the header, and Flag carries the edition: 4, 8. In 2005 the QN stands in the data region,
    /// and only 9011 has a Flag, 0.
    public mutating func append(_ answer: Answer, to packet: Packet, in frame: Span<UInt8>) {
        let isOld = packet.edition == .y2005
        begin()
        if !isOld, packet.qn.isPresent { header("QN", frame.extracting(packet.qn.range)) }
        header("ST", 91)
        header("CN", answer.command)
        if packet.pw.isPresent { header("PW", frame.extracting(packet.pw.range)) }
        if packet.mn.isPresent { header("MN", frame.extracting(packet.mn.range)) }
        if !isOld {
            header("Flag", Int(packet.edition.flag))
        } else if answer.command == 9011 {
            header("Flag", 0)
        }
        openRegion()
        var hasQN = false
        if isOld, packet.qn.isPresent {
            text("QN=")
            raw(frame.extracting(packet.qn.range))
            hasQN = true
        }
        result(answer, isSecond: hasQN)
        end()
    }

    private mutating func result(_ answer: Answer, isSecond: Bool) {
        switch answer {
        case .request(let result):
            text(isSecond ? ";QnRtn=" : "QnRtn=")
            number(result.rawValue)
        case .execution(let result):
            text(isSecond ? ";ExeRtn=" : "ExeRtn=")
            number(result.rawValue)
        case .notice, .data: break
        }
    }
}
