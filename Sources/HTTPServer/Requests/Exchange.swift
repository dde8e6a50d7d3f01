/// One request on its way: what the server keeps between the library's calls. Only its connection's thread touches it.
final class Exchange {
    let received = ContinuousClock.now
    /// The connection's; nil when the listener keeps none.
    var pace: ConnectionPace?
    /// The answer that is being sent: what it keeps is let go of when the client has taken it, or has gone.
    var response: HTTPResponse?
    /// Whether its headers have arrived, and it is counted.
    var hasBegun = false
    var body: [UInt8] = []
    /// A refusal that is already certain while the client still sends its body, which is thrown away.
    var refusal: HTTPFault?
    var discarded = 0
    var deferral: HTTPDeferral?
    /// The body that is being sent, when it is one that may wait.
    var live: HTTPLiveBody?
    /// What the latest deferral carried for the handler's next call.
    var note: (any Sendable)?

    /// A client that is refused may finish sending what is left, up to this much, so that it can read the refusal.
    static let maxDiscarded = 1 << 20

    /// Takes a piece of the body; false when the connection must be cut.
    func take(_ bytes: UnsafeRawBufferPointer, limit: Int) -> Bool {
        if refusal == nil, body.count + bytes.count > limit {
            refusal = .bodyTooLarge
            body = []
        }
        guard refusal != nil else {
            unsafe body.append(contentsOf: bytes)
            return true
        }
        discarded += bytes.count
        return discarded <= Self.maxDiscarded
    }
}
