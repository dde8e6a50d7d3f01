import Storage

/// A packet on its way to the upstream platform; it belongs to one ``ForwardPlan``.
final class OutgoingPacket {
    /// Where it stands.
    enum Standing: Equatable {
        /// To be sent when it is its turn.
        case waiting
        /// Sent, and not answered yet.
        case sent(at: Int64)
        /// Refused, and to be sent again.
        case paused(until: Int64)
        /// Left out until another packet has been taken: then the fault is its own and not the platform's.
        case suspended(why: String)
        /// Confirmed, or set aside.
        case settled
    }

    /// Its number in the spool.
    let id: Int64
    /// The frame as it is sent.
    let frame: [UInt8]
    /// The device, as the platform knows it.
    let mn: String
    /// The id of the exchange.
    let qn: String
    /// Stand for the device and for the exchange where many are compared: two that are not the same may be taken for the same,
    /// and then only wait for one another.
    let device: Int
    let exchange: Int
    var standing = Standing.waiting
    /// How often it was sent on this connection.
    var sends = 0
    /// How often it was refused.
    var refusals = 0
    /// How much it is to blame for connections on which it was not answered.
    var strikes = 0
    /// Whether it is suspended for want of an answer, rather than for a refusal.
    var isSilent = false
    /// Whether this is its last round, after other packets were answered.
    var isLast = false

    init(id: Int64, frame: [UInt8], mn: String, qn: String) {
        self.id = id
        self.frame = frame
        self.mn = mn
        self.qn = qn
        device = mn.hashValue
        exchange = qn.hashValue
    }

    /// What answers name it by.
    var key: String { qn + " " + mn }

    /// Whether the platform has it and owes an answer, or will get it again soon.
    var isUnderWay: Bool {
        switch standing {
        case .sent, .paused: true
        case .waiting, .suspended, .settled: false
        }
    }

    /// Whether an answer to it may come on this connection.
    var isOwedAnAnswer: Bool { isUnderWay || isSuspended && isSilent && sends > 0 }

    var isSuspended: Bool { if case .suspended = standing { true } else { false } }
}
