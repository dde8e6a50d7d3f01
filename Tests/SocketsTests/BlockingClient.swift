import Glibc

/// One connection that blocks, as simple clients do.
final class BlockingClient {
    private var descriptor: CInt

    init(port: Int) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
        }
        guard result == 0 else { throw POSIXFailure(code: errno) }
    }

    struct POSIXFailure: Error {
        let code: CInt
    }

    deinit { close() }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Sends and never reads, until `condition` holds or the peer has gone.
    func send(until condition: () -> Bool) {
        let bytes = [UInt8](repeating: 1, count: 65_536)
        while !condition() {
            if unsafe Glibc.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL)) < 0 { return }
        }
    }

    func echoes(_ byte: UInt8) -> Bool {
        var byte = byte
        guard unsafe Glibc.send(descriptor, &byte, 1, CInt(MSG_NOSIGNAL)) == 1 else { return false }
        var back: UInt8 = 0
        return unsafe read(descriptor, &back, 1) == 1 && back == byte
    }

    /// Whether the peer closes within ten seconds.
    func isClosedByPeer() -> Bool {
        var byte: UInt8 = 0
        return unsafe read(descriptor, &byte, 1) == 0 || errno == ECONNRESET
    }
}
