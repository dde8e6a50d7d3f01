import CMicroHTTPD
import Glibc
import Sockets
import Synchronization

/// An HTTP/1.1 server on one address: a thread that takes connections, some that serve them, each by an epoll loop (libmicrohttpd),
/// a handler that answers at once or later. It serves from `init` until `stop` or its end.
public final class HTTPListener: Sendable {
    /// The port it listens on.
    public let port: Int
    /// The address as it was given.
    public let host: String
    private let service: Service
    private let running: Mutex<Running?>
    private let hasSuccessor = Atomic(false)

    @safe private struct Running: @unchecked Sendable {
        let socket: ListenSocket
        let lanes: [ServingLane]
        let door: ConnectionDoor
        let doorThread: pthread_t?
        let watchThread: pthread_t?
        let certificate: [UnsafeMutablePointer<CChar>]
    }

    /// Binds, and starts to serve.
    ///
    /// Throws `cannotListen` with the address and the system's reason, `cannotStart` when the library refuses.
    public init(_ configuration: Configuration, handler: @escaping HTTPHandler) throws(HTTPServerError) {
        let socket = try Self.socket(configuration)
        port = socket.port
        host = configuration.host
        let service = Service(configuration, handler)
        self.service = service
        var options = ServerOptions(configuration)
        let lanes = (0..<max(configuration.threads, 1)).map { _ in ServingLane(service) }
        guard BatchScheduling.inherited(by: { lanes.allSatisfy { $0.start(&options) } }) else {
            let reason =
                configuration.tls == nil
                ? unsafe String(cString: strerror(errno)) : "the certificate or the key cannot be used"
            lanes.forEach { $0.stop() }
            options.release()
            close(socket.descriptor)
            throw .cannotStart(address: "\(configuration.host):\(socket.port)", reason: reason)
        }
        service.watch.wake(lanes)
        let door = ConnectionDoor(socket, lanes, service.room)
        let taken = unsafe Running(
            socket: socket, lanes: lanes, door: door, doorThread: startThread(door.run),
            watchThread: startThread(service.watch.run), certificate: options.strings)
        running = Mutex(taken)
        guard taken.doorThread != nil, taken.watchThread != nil else {
            stop()
            throw .cannotStart(
                address: "\(configuration.host):\(socket.port)", reason: "the system gives no more threads")
        }
        configuration.successorOf?.hasSuccessor.store(true, ordering: .relaxed)
    }

    private static func socket(_ configuration: Configuration) throws(HTTPServerError) -> ListenSocket {
        let running = configuration.successorOf?.running.withLock { $0?.socket }
        if let socket = running?.duplicate() { return socket }
        do {
            return try ListenSocket(host: configuration.host, port: configuration.port)
        } catch {
            guard case .cannotListen(let address, let reason) = error else {
                throw .cannotStart(address: "\(configuration.host):\(configuration.port)", reason: "\(error)")
            }
            throw .cannotListen(address: address, reason: reason)
        }
    }

    deinit { stop() }

    /// Takes no more connections, ends every deferral (its client gets 503), waits up to `stopGrace` for answers on
    /// their way, then closes all. Doing it twice is harmless; doing it on a handler's thread is not possible.
    public func stop() {
        let taken = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let taken else { return }
        taken.door.close()
        if let thread = taken.doorThread { _ = pthread_join(thread, nil) }
        // A child that is being started has a copy until it runs its program: closing alone would leave the port taken so long.
        if !hasSuccessor.load(ordering: .relaxed) { shutdown(taken.socket.descriptor, CInt(SHUT_RDWR)) }
        close(taken.socket.descriptor)
        service.watch.close()
        service.waitUntilIdle()
        taken.lanes.forEach { $0.stop() }
        if let thread = taken.watchThread { _ = pthread_join(thread, nil) }
        unsafe taken.certificate.forEach { unsafe free($0) }
    }
}
