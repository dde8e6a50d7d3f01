import Glibc

/// The system's calls about addresses, in words of Swift.
enum SocketAddresses {
    /// A peer's connection without delays and without blocking; below 0 with the reason in `errno`.
    static func accept(_ listener: CInt, _ storage: inout sockaddr_storage) -> CInt {
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let descriptor = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.accept(listener, $0, &size)
            }
        }
        guard descriptor >= 0 else { return descriptor }
        // accept4 would do this in one call; Swift's Glibc hides it.
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        sendAtOnce(descriptor)
        return descriptor
    }

    /// The numeric host of an address, or an empty text.
    static func host(_ storage: sockaddr_storage) -> String {
        var storage = storage
        let size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { host in
            let code = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe getnameinfo(
                        $0, size, host.baseAddress, socklen_t(NI_MAXHOST), nil, 0, NI_NUMERICHOST)
                }
            }
            return code == 0 ? unsafe String(cString: host.baseAddress!) : ""
        }
    }

    /// A socket that is being connected.
    static func connect(host: String, port: Int) throws(SocketError) -> CInt {
        let address = "\(host):\(port)"
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, String(port), &hints, &found)
        guard code == 0, let first = unsafe found else {
            throw .cannotConnect(address: address, reason: unsafe String(cString: gai_strerror(code)))
        }
        defer { unsafe freeaddrinfo(first) }
        let flags = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = unsafe socket(first.pointee.ai_family, flags, 0)
        guard descriptor >= 0 else { throw .exhausted(SocketLoop.reason()) }
        let result = unsafe Glibc.connect(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen)
        guard result == 0 || errno == EINPROGRESS else {
            let reason = SocketLoop.reason()
            close(descriptor)
            throw .cannotConnect(address: address, reason: reason)
        }
        sendAtOnce(descriptor)
        return descriptor
    }

    /// Why a connection did not come about; nil when it did.
    static func failure(of descriptor: CInt) -> String? {
        var code: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        return code == 0 ? nil : unsafe String(cString: strerror(code))
    }

    /// Packets are small and waited for.
    private static func sendAtOnce(_ descriptor: CInt) {
        var yes: CInt = 1
        unsafe setsockopt(
            descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<CInt>.size))
    }
}
