public import Glibc

/// A bound, listening TCP socket.
///
/// Whoever takes connections from it also closes it.
public struct ListenSocket: Sendable {
    /// The descriptor, which does not block.
    public let descriptor: CInt
    /// The port it really has, for those who asked for any.
    public let port: Int

    /// Binds `host`, a name or a numeric address of this machine, and listens.
    ///
    /// - Parameter port: 0 for any that is free.
    /// - Throws: ``SocketError/cannotListen(address:reason:)`` with the system's reason.
    public init(host: String, port: Int, backlog: CInt = 1024) throws(SocketError) {
        let address = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        guard (0...65535).contains(port) else {
            throw .cannotListen(address: address, reason: "a port is a number from 0 to 65535")
        }
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_PASSIVE | AI_ADDRCONFIG
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, String(port), &hints, &found)
        guard code == 0, let first = unsafe found else {
            throw .cannotListen(address: address, reason: unsafe String(cString: gai_strerror(code)))
        }
        defer { unsafe freeaddrinfo(first) }
        guard let descriptor = unsafe Self.listen(first.pointee, backlog) else {
            throw .cannotListen(address: address, reason: unsafe String(cString: strerror(errno)))
        }
        self.descriptor = descriptor
        self.port = Self.port(of: descriptor)
    }

    private init(descriptor: CInt, port: Int) {
        self.descriptor = descriptor
        self.port = port
    }

    /// The same socket once more, for another to take connections from it too; nil when the system has no descriptor left. It listens until
    /// both are closed.
    public func duplicate() -> ListenSocket? {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        return copy < 0 ? nil : ListenSocket(descriptor: copy, port: port)
    }

    /// Takes a connection, which neither blocks nor holds back what is sent; below 0 with the reason in `errno`.
    ///
    /// - Parameter address: becomes the peer's.
    public func accept(_ address: inout sockaddr_storage) -> CInt { SocketAddresses.accept(descriptor, &address) }

    /// Binds; nil leaves the reason in `errno`.
    private static func listen(_ place: addrinfo, _ backlog: CInt) -> CInt? {
        let flags = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = unsafe socket(place.ai_family, flags, 0)
        guard descriptor >= 0 else { return nil }
        var yes: CInt = 1
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        guard unsafe bind(descriptor, place.ai_addr, place.ai_addrlen) == 0, Glibc.listen(descriptor, backlog) == 0
        else {
            let reason = errno
            close(descriptor)
            errno = reason
            return nil
        }
        return descriptor
    }

    private static func port(of descriptor: CInt) -> Int {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            let address = unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: sockaddr.self)
            guard unsafe getsockname(descriptor, address, &size) == 0 else { return 0 }
            // The port is at the same place in the IPv4 and the IPv6 address.
            return unsafe Int(UInt16(bigEndian: UnsafeRawPointer(pointer).load(fromByteOffset: 2, as: UInt16.self)))
        }
    }
}
