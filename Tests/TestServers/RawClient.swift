import Glibc

/// A client that sends exactly the bytes it is told: the server must bear any.
public final class RawClient {
    /// Nobody listens.
    public struct NoConnection: Error {}

    private var descriptor: CInt

    /// A connection to a port of this machine.
    public init(port: Int) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw NoConnection() }
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

    /// Everything until the server closes, or nothing more comes for ten seconds.
    public func readAll() -> String {
        var all: [UInt8] = []
        while case let piece = read(), !piece.isEmpty { all += piece }
        return String(decoding: all, as: UTF8.self)
    }

    /// What comes next; empty at the end.
    public func read() -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: 65536)
        let count = unsafe recv(descriptor, &piece, piece.count, 0)
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
