/// One connection of a ``SocketLoop``; never means another one, even after its descriptor is used again.
public struct ConnectionID: Hashable, Sendable {
    let descriptor: Int32
    let generation: UInt32
}

/// Why a connection is over.
public enum ConnectionEnd: Sendable, Equatable {
    /// The peer closed it.
    case closed
    /// The network broke it, for this reason.
    case broken(String)
    /// The peer said nothing for too long.
    case idle
    /// The peer did not read its answers.
    case slow
    /// The handler closed it, or the loop stopped.
    case dropped
}

/// Is told what happens on the connections of a ``SocketLoop``, on the loop's thread.
public protocol SocketHandler: AnyObject {
    /// A peer has connected, or the connection that was asked for is there.
    func opened(_ connection: ConnectionID, peer: String)
    /// Bytes have come. They are gone when this returns.
    func received(_ bytes: borrowing RawSpan, on connection: ConnectionID)
    /// The connection is over; nothing can be sent on it any more.
    func closed(_ connection: ConnectionID, why: ConnectionEnd)
    /// All that had come has been told: what was gathered can be handed on.
    func rested()
    /// A second has passed.
    func ticked()
}
