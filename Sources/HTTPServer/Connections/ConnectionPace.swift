import CMicroHTTPD
import Glibc
import Synchronization

/// By when one connection's client must have done what it is at: sent a request's headers, sent its body, taken the answer.
///
/// The server library measures silence only: a client that sends one byte of a header every few seconds (slowloris), or takes as
/// much of an answer, would keep its connection for ever. The deadline is of the whole step, however busy the client looks.
final class ConnectionPace: Sendable {
    /// The connection's; open until its thread has taken the pace out of its `ConnectionPaces`.
    let socket: CInt
    /// Whose place in the listener's room it takes.
    let network: ClientNetwork
    /// The client's address, without its port.
    let address: String
    /// Milliseconds of the monotonic clock; `never` while the client is waited for by nobody, or by a body of its own patience.
    private let deadline: Atomic<Int64>

    /// Whether the request that is being answered is the connection's last. Only its thread touches it.
    private nonisolated(unsafe) var isEnding = false

    private static let never = Int64.max

    /// - Parameter time: for the first request's headers, the handshake of TLS included, in milliseconds; nil for ever.
    init(socket: CInt, of network: ClientNetwork = ClientNetwork(), address: String = "", within time: Int64?) {
        self.socket = socket
        self.network = network
        self.address = address
        deadline = Atomic(Self.moment(after: time))
    }

    /// The next step begins, and must end within a time, in milliseconds; nil for ever. Stores a number, nothing more: it is done
    /// thrice a request.
    func begin(within time: Int64?) { deadline.store(Self.moment(after: time), ordering: .relaxed) }

    /// Whether the connection takes no request any more.
    var isLast: Bool { unsafe isEnding }

    /// The request that has begun is the last.
    func makeLast() { unsafe isEnding = true }

    /// Ends a connection whose last answer is sent. To be called on the connection's thread, before the library closes the socket.
    func closeIfLast() {
        if unsafe isEnding { shutdown(socket, CInt(SHUT_RDWR)) }
    }

    /// Whether the step has taken too long.
    func isLate(at now: Int64) -> Bool { deadline.load(ordering: .relaxed) <= now }

    private static func moment(after time: Int64?) -> Int64 {
        guard let time else { return never }
        return now + time
    }

    /// The monotonic clock, in milliseconds, as of the kernel's last tick: some milliseconds old, and read for next to nothing.
    static var now: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// The paces of all connections of a listener. The listener's watch looks at them and cuts those that are late.
final class ConnectionPaces: Sendable {
    /// How often they are looked at, in milliseconds.
    static let tick: Int64 = 250

    private struct Table {
        var paces: [ObjectIdentifier: ConnectionPace] = [:]
        var looked: Int64 = 0
    }

    private let table = Mutex(Table())

    var isEmpty: Bool { table.withLock { $0.paces.isEmpty } }

    /// A connection begins. Returns whether it is the only one.
    func add(_ pace: ConnectionPace) -> Bool {
        table.withLock { table in
            table.paces[ObjectIdentifier(pace)] = pace
            return table.paces.count == 1
        }
    }

    /// A connection ends; its socket is closed after this.
    func remove(_ pace: ConnectionPace) {
        table.withLock { _ = $0.paces.removeValue(forKey: ObjectIdentifier(pace)) }
    }

    /// Ends the connections that are late; their threads see an end of the input. Looks at most once in a tick.
    func cutLate(at now: Int64 = ConnectionPace.now) {
        table.withLock { table in
            guard now - table.looked >= Self.tick else { return }
            table.looked = now
            // Under the lock: no socket is closed, and its number given to another, before its pace is taken out.
            for pace in table.paces.values where pace.isLate(at: now) {
                pace.begin(within: nil)
                shutdown(pace.socket, CInt(SHUT_RDWR))
            }
        }
    }
}

/// A connection begins or ends; called on its thread.
func noteConnection(
    _ owner: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_ConnectionNotificationCode
) {
    guard let owner = unsafe owner, let connection = unsafe connection, let context = unsafe context else { return }
    let lane = unsafe Unmanaged<ServingLane>.fromOpaque(owner).takeUnretainedValue()
    let service = lane.service
    if code == .CONNECTION_NOTIFY_STARTED {
        let socket = unsafe hub_mhd_connection_socket(connection)
        let address = unsafe hub_mhd_client_address(connection)
        let pace = unsafe ConnectionPace(
            socket: socket, of: address.map { unsafe ClientNetwork($0) } ?? ClientNetwork(),
            address: address.map { unsafe numericHost($0) } ?? "", within: service.requestTime)
        unsafe context.pointee = Unmanaged.passRetained(pace).toOpaque()
        service.watch.begin(pace)
    } else if let known = unsafe context.pointee {
        let pace = unsafe Unmanaged<ConnectionPace>.fromOpaque(known).takeRetainedValue()
        unsafe context.pointee = nil
        service.watch.paces.remove(pace)
        lane.connectionEnds()
        service.room.give(pace.network)
    }
}
