import Glibc

/// A client that sends exactly the bytes it is told: the server must bear any.
public final class RawClient {
    /// Nobody listens.
    public struct NoConnection: Error {}

    private var descriptor: CInt
    /// Whether the server has closed the connection, as far as was read.
    public private(set) var isClosed = false

    /// A connection to a port of this machine.
    ///
    /// - Parameters:
    ///   - own: the last bytes of the address that it comes from: 1 is 127.0.0.1, 0x0203 is 127.0.2.3.
    ///   - patience: how long ``read()`` waits, in milliseconds.
    public init(port: Int, from own: UInt32 = 1, patience: Int = 30_000) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        wait(atMost: patience)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        var here = Self.address(0x7F00_0000 | own, 0)
        var address = Self.address(0x7F00_0001, UInt16(port))
        let bound = unsafe withUnsafePointer(to: &here) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, size) }
        }
        let code = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
        }
        guard bound == 0, code == 0 else { throw NoConnection() }
    }

    /// Changes how long ``read()`` waits, in milliseconds.
    public func wait(atMost patience: Int) {
        var time = timeval(tv_sec: patience / 1_000, tv_usec: patience % 1_000 * 1_000)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    private static func address(_ host: UInt32, _ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        return address
    }

    deinit { close() }

    /// Hangs up.
    public func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Sends a text, as far as the server takes it.
    public func send(_ text: String) { send(Array(text.utf8)) }

    /// Sends bytes, as far as the server takes them.
    ///
    /// - Returns: whether it took all.
    @discardableResult public func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    /// Everything until the server closes, or nothing more comes for as long as it waits.
    public func readAll() -> String {
        var all: [UInt8] = []
        while case let piece = read(), !piece.isEmpty { all += piece }
        return String(decoding: all, as: UTF8.self)
    }

    /// What comes next; empty at the end.
    public func read() -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: 65536)
        let count = unsafe recv(descriptor, &piece, piece.count, 0)
        if count == 0 || count < 0 && errno == ECONNRESET { isClosed = true }
        return Array(piece.prefix(max(count, 0)))
    }

    /// The answer to a request on a connection of its own.
    public static func ask(_ port: Int, _ request: String) throws -> String {
        let client = try RawClient(port: port)
        client.send(request)
        return client.readAll()
    }

    /// The answer to a GET on a connection of its own.
    public static func get(_ port: Int, _ target: String, headers: String = "") throws -> String {
        try ask(port, "GET \(target) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(headers)\r\n")
    }
}
