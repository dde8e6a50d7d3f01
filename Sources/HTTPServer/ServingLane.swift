import CMicroHTTPD
import Synchronization

/// One serving thread, with the connections that it has.
@safe final class ServingLane: Sendable {
    let service: Service
    /// The server library's; set once before the first connection, nil when it could not be started.
    nonisolated(unsafe) private(set) var daemon: OpaquePointer?
    private let count = Atomic<Int>(0)

    /// A lane that serves from `start` on.
    init(_ service: Service) { self.service = service }

    /// Starts its thread. False when the library refuses.
    func start(_ options: inout ServerOptions) -> Bool {
        unsafe daemon = unsafe options.start(self)
        return unsafe daemon != nil
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
