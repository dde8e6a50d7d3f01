import CMicroHTTPD
import Glibc
import Sockets
import Synchronization

/// An HTTP/1.1 server on one address: an epoll loop per thread (libmicrohttpd), a handler that answers at once or
/// later. It serves from `init` until `stop` or its end.
public final class HTTPListener: Sendable {
    /// The port it listens on.
    public let port: Int
    /// The address as it was given.
    public let host: String
    private let service: Service
    private let daemon: Mutex<Daemon>

    @safe private struct Daemon: @unchecked Sendable {
        var raw: OpaquePointer?
        /// The listening socket, which belongs to the library.
        var socket: CInt = -1
        var watch: pthread_t?
        var certificate: [UnsafeMutablePointer<CChar>] = unsafe []
    }

    /// Binds, and starts to serve.
    ///
    /// Throws `cannotListen` with the address and the system's reason, `cannotStart` when the library refuses.
    public init(_ configuration: Configuration, handler: @escaping HTTPHandler) throws(HTTPServerError) {
        let socket = try Self.socket(configuration)
        port = socket.port
        host = configuration.host
        service = Service(configuration, handler)
        var options = ServerOptions(configuration)
        let raw = unsafe options.start(socket.descriptor, service)
        guard unsafe raw != nil else {
            let reason =
                configuration.tls == nil
                ? unsafe String(cString: strerror(errno)) : "the certificate or the key cannot be used"
            options.release()
            close(socket.descriptor)
            throw .cannotStart(address: "\(configuration.host):\(socket.port)", reason: reason)
        }
        unsafe daemon = Mutex(
            Daemon(
                raw: raw, socket: socket.descriptor, watch: startThread(service.watch.run),
                certificate: options.strings))
    }

    private static func socket(_ configuration: Configuration) throws(HTTPServerError) -> ListenSocket {
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
        let daemon = self.daemon.withLock { daemon -> Daemon in
            let taken = daemon
            daemon = Daemon()
            return taken
        }
        guard let raw = unsafe daemon.raw else { return }
        // Not MHD_quiesce_daemon: it takes the socket out of the epoll sets that the serving threads have just decided
        // to take it out of themselves, and who comes second calls abort(). A socket that is shut down refuses as well.
        shutdown(daemon.socket, CInt(SHUT_RDWR))
        service.watch.close()
        service.waitUntilIdle()
        unsafe MHD_stop_daemon(raw)
        if let watch = daemon.watch { _ = pthread_join(watch, nil) }
        unsafe daemon.certificate.forEach { unsafe free($0) }
    }
}
