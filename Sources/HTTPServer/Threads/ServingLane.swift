import CMicroHTTPD
import Glibc
import Synchronization

/// One serving thread, with the connections that it has.
@safe final class ServingLane: Sendable {
    let service: Service
    /// The server library's; set once before the first connection, nil when it could not be started.
    nonisolated(unsafe) private(set) var daemon: OpaquePointer?
    private let count = Atomic<Int>(0)
    private let bell = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))

    /// A lane that serves from `start` on.
    init(_ service: Service) { self.service = service }

    /// Starts its thread. False when the library refuses.
    func start(_ options: inout ServerOptions) -> Bool {
        unsafe daemon = unsafe options.start(self)
        guard let daemon = unsafe daemon else { return false }
        // An event that belongs to no connection: the library passes over it.
        var event = unsafe epoll_event(
            events: EPOLLIN.rawValue | EPOLLET.rawValue, data: epoll_data_t(ptr: nil))
        return unsafe epoll_ctl(hub_mhd_epoll(daemon), EPOLL_CTL_ADD, bell, &event) == 0
    }

    deinit { Glibc.close(bell) }

    /// Wakes the thread. The library (up to 0.9.75 at least) takes 128 events at a time, and after exactly so many waits for another
    /// before it looks at any: without a bell a burst of that size would be left until something else happens, or it is late.
    func ring() {
        var value: UInt64 = 1
        _ = unsafe write(bell, &value, 8)
    }

    /// Ends its connections and its thread.
    func stop() {
        if let daemon = unsafe daemon { unsafe MHD_stop_daemon(daemon) }
    }

    /// How many connections it has.
    var connections: Int { count.load(ordering: .relaxed) }

    func connectionBegins() { count.wrappingAdd(1, ordering: .relaxed) }

    func connectionEnds() { count.wrappingSubtract(1, ordering: .relaxed) }
}
