import HJ212

/// One device's connection.
final class DeviceLink {
    let peer: String
    var buffer = FrameBuffer()
    /// The device that spoke last on it; several may share one.
    var mn: [UInt8] = []
    /// The edition in which it spoke last.
    var edition: Edition?
    var packets = 0
    var refused = 0
    /// When something last came, in the server's seconds, and whether what waits has been looked at since.
    var heardAt = 0
    var isSilent = false

    init(peer: String) { self.peer = peer }
}
