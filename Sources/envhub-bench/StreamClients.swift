import Foundation
import Glibc

/// Many clients of one stream, read by one thread.
final class StreamClients {
    private var sockets: [pollfd]
    private var isQuiet = false

    /// Opens the connections and asks for what comes.
    init(_ count: Int, port: Int, feed: String, key: String) throws {
        sockets = []
        let request =
            "GET /v1/feeds/\(feed)/changes?cursor=now HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n"
            + "Authorization: Bearer \(key)\r\n\r\n"
        for _ in 0..<count {
            let descriptor = try Self.connect(port)
            _ = unsafe Array(request.utf8).withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            sockets.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        }
    }

    deinit { for socket in sockets { close(socket.fd) } }

    /// Whether nothing came the last time that was looked.
    var areQuiet: Bool { isQuiet }

    /// Reads and forgets until something is so.
    func read(until isDone: () -> Bool) {
        while !isDone() { isQuiet = pieces(wait: 100) { _, _ in } == 0 }
    }

    /// When each client had the line of a number; those that do not get it in ten seconds are left out.
    func arrivals(of seq: Int64) -> [ContinuousClock.Instant] {
        let word = Array("\"seq\":\(seq),".utf8)
        let limit = ContinuousClock.now.advanced(by: .seconds(10))
        var seen: [Int: ContinuousClock.Instant] = [:]
        var texts: [Int: [UInt8]] = [:]
        while seen.count < sockets.count, ContinuousClock.now < limit {
            _ = pieces(wait: 100) { client, piece in
                texts[client, default: []] += piece
                if seen[client] == nil, texts[client]?.firstRange(of: word) != nil { seen[client] = .now }
            }
        }
        return Array(seen.values)
    }

    /// Asks for a path and waits for the whole answer.
    static func ask(_ path: String, port: Int, key: String) throws {
        let descriptor = try connect(port)
        defer { close(descriptor) }
        let text = "GET \(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(key)\r\nConnection: close\r\n\r\n"
        _ = unsafe Array(text.utf8).withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
        }
        var piece = [UInt8](repeating: 0, count: 65_536)
        while unsafe recv(descriptor, &piece, piece.count, 0) > 0 {}
    }

    private func pieces(wait: CInt, _ take: (Int, ArraySlice<UInt8>) -> Void) -> Int {
        let ready = unsafe poll(&sockets, nfds_t(sockets.count), wait)
        guard ready > 0 else { return 0 }
        var piece = [UInt8](repeating: 0, count: 65_536)
        for client in sockets.indices where sockets[client].revents != 0 {
            let count = unsafe recv(sockets[client].fd, &piece, piece.count, CInt(MSG_DONTWAIT))
            if count > 0 { take(client, piece[..<count]) }
        }
        return Int(ready)
    }

    private static func connect(_ port: Int) throws -> CInt {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw BenchError(message: "nobody listens at \(port)") }
        return descriptor
    }
}
