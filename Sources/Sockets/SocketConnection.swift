/// What the loop keeps of one connection.
final class SocketConnection {
    let id: ConnectionID
    let peer: String
    var waiting: [UInt8] = []
    /// How much of ``waiting`` has been sent.
    var sent = 0
    /// When something last came, and since when something waits, in the loop's seconds.
    var heardAt: Int64
    var waitsSince: Int64 = 0
    var isConnecting: Bool

    init(id: ConnectionID, peer: String, at now: Int64, isConnecting: Bool = false) {
        self.id = id
        self.peer = peer
        heardAt = now
        self.isConnecting = isConnecting
    }

    var hasWaiting: Bool { sent < waiting.count }
}
