import HJ212

/// What a frame of the upstream platform says.
enum UpstreamAnswer: Equatable {
    /// What became of a packet.
    enum Verdict: Equatable {
        /// It has come.
        case taken
        /// It is not taken, for this reason.
        case refused(String)
    }

    /// The answer to the packet of a QN; the device is nil when the answer names none.
    case verdict(Verdict, qn: String, mn: String?)
    /// The platform asks for something, and for an answer.
    case request
    /// Nothing that concerns a packet that was sent.
    case nothing

    /// Reads a frame.
    init(_ packet: Packet, _ fields: [DataField], in frame: Span<UInt8>) {
        guard !packet.isBroken else {
            self = .nothing
            return
        }
        switch packet.command {
        case 9013, 9014: self = .of(.taken, packet, fields, frame)
        case 9011:
            let code = Self.value("QnRtn", fields, frame).flatMap { Int($0) }
            // 1 says that it was understood; that the data has come is said by 9014.
            self = code == 1 ? .nothing : .of(.refused(Self.sentence(code)), packet, fields, frame)
        case 9012, 9015: self = .nothing
        default: self = packet.wantsAnswer ? .request : .nothing
        }
    }

    private static func of(
        _ verdict: Verdict, _ packet: Packet, _ fields: [DataField], _ frame: Span<UInt8>
    ) -> UpstreamAnswer {
        // Until 2017 the QN of what is answered stood in the data region.
        let qn =
            packet.qn.isPresent && !packet.qn.isEmpty ? packet.qn.text(in: frame) : value("QN", fields, frame)
        guard let qn else { return .nothing }
        return .verdict(
            verdict, qn: qn, mn: packet.mn.isPresent && !packet.mn.isEmpty ? packet.mn.text(in: frame) : nil)
    }

    private static func value(_ name: String, _ fields: [DataField], _ frame: Span<UInt8>) -> String? {
        fields.first { $0.suffix == .none && $0.code.text(in: frame) == name }.map { $0.value.text(in: frame) }
    }

    private static func sentence(_ code: Int?) -> String {
        guard let code else { return "it refuses a packet without a reason" }
        let reason = RequestResult(rawValue: code)?.en ?? "a reason that the standard does not have"
        return "it refuses a packet: \(reason) (QnRtn \(code))"
    }
}
