import Glibc
import HTTPServer

/// A client that sends exactly the bytes it is told: the server must bear any.
@safe struct RawClient: ~Copyable {
    private let descriptor: CInt

    init(port: Int) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        _ = unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
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

    deinit { Glibc.close(descriptor) }

    struct NoConnection: Error {}

    func send(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = unsafe Glibc.send(
                    descriptor, bytes.baseAddress! + sent, bytes.count - sent, CInt(MSG_NOSIGNAL))
                if count <= 0 { return }
                sent += count
            }
        }
    }

    /// Everything until the server closes, or nothing more comes for ten seconds.
    func readAll() -> String {
        var all: [UInt8] = []
        while case let piece = read(), !piece.isEmpty { all += piece }
        return String(decoding: all, as: UTF8.self)
    }

    /// What comes next; empty at the end.
    func read() -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: 65536)
        let count = unsafe recv(descriptor, &piece, piece.count, 0)
        return Array(piece.prefix(max(count, 0)))
    }

    static func ask(_ port: Int, _ request: String) throws -> String {
        let client = try RawClient(port: port)
        client.send(request)
        return client.readAll()
    }

    /// A GET on a connection of its own.
    static func get(_ port: Int, _ target: String, headers: String = "") throws -> String {
        try ask(port, "GET \(target) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(headers)\r\n")
    }
}

/// A listener on a free port, with changes to the defaults.
func serve(
    _ change: (inout HTTPListener.Configuration) -> Void = { _ in }, _ handler: @escaping HTTPHandler
) throws -> HTTPListener {
    var configuration = HTTPListener.Configuration()
    change(&configuration)
    return try HTTPListener(configuration, handler: handler)
}

/// A response's status code.
func status(_ response: String) -> Int? {
    response.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
}

/// What follows the headers.
func bodyText(_ response: String) -> String {
    response.firstRange(of: "\r\n\r\n").map { String(response[$0.upperBound...]) } ?? ""
}
