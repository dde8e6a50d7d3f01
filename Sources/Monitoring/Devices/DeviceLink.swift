import HJ212

/// One device's connection.
final class DeviceLink {
    let peer: String
    var buffer = FrameBuffer()
    /// The device that spoke last on it; several may share one.
    var mn = ""
    var packets = 0
    var refused = 0

    init(peer: String) { self.peer = peer }
}
