import CMicroHTTPD
import Glibc
import Sockets

/// Takes connections from the listening socket, and gives each to the serving thread that has the fewest.
///
/// Threads that take connections themselves take them by chance: one of them may well get all of them, and serve them alone while
/// the others rest. Whom there is no room for is let go of at once, before a serving thread hears of it.
final class ConnectionDoor: Sendable {
    private let socket: ListenSocket
    private let alarm = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
    private let lanes: [ServingLane]
    private let room: ConnectionRoom

    /// Connections taken between two looks at whether the door is to close.
    private static let mostAtOnce = 100
    /// How long to wait when the system has no descriptors or memory for another connection, in milliseconds.
    private static let pause: CInt = 50

    /// A door before a listening socket, which stays the caller's to close.
    init(_ socket: ListenSocket, _ lanes: [ServingLane], _ room: ConnectionRoom) {
        self.socket = socket
        self.lanes = lanes
        self.room = room
    }

    deinit { Glibc.close(alarm) }

    /// The door's life: returns after `close`.
    func run() {
        while true {
            var watched = [
                pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: alarm, events: Int16(POLLIN), revents: 0),
            ]
            _ = unsafe poll(&watched, 2, -1)
            if watched[1].revents != 0 { return }
            if watched[0].revents != 0, !takeSome() { _ = unsafe poll(&watched[1], 1, Self.pause) }
        }
    }

    /// Takes no connection any more.
    func close() {
        var value: UInt64 = 1
        _ = unsafe write(alarm, &value, 8)
    }

    /// False when the system has no room.
    private func takeSome() -> Bool {
        for _ in 0..<Self.mostAtOnce {
            var address = sockaddr_storage()
            let client = socket.accept(&address)
            if client >= 0 {
                admit(client, &address)
            } else if !Self.isPassing(errno) {
                return errno == EAGAIN
            }
        }
        return true
    }

    /// Whether an error is of the one connection, which has gone already.
    private static func isPassing(_ error: CInt) -> Bool {
        [EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENETUNREACH, EHOSTUNREACH, EHOSTDOWN, EPERM].contains(error)
    }

    private func admit(_ client: CInt, _ storage: inout sockaddr_storage) {
        unsafe withUnsafeMutablePointer(to: &storage) { storage in
            let address = unsafe UnsafeMutableRawPointer(storage).assumingMemoryBound(to: sockaddr.self)
            let network = unsafe ClientNetwork(address)
            guard room.take(network), let lane = lanes.min(by: { $0.connections < $1.connections }) else {
                Glibc.close(client)
                return
            }
            lane.connectionBegins()
            let size = socklen_t(MemoryLayout<sockaddr_storage>.size)
            // When it fails the library has closed the socket, and tells nobody of the connection's end.
            if unsafe MHD_add_connection(lane.daemon, client, address, size) != .YES {
                lane.connectionEnds()
                room.give(network)
            }
        }
    }
}
