import Foundation
import Glibc

/// Many clients that wait for a feed's next change, from many addresses of this machine, looked after by one thread.
final class WaitingClients {
    /// How many come from one address.
    static let perAddress = 250

    private var sockets: [pollfd] = []
    private var texts: [[UInt8]]
    private let isStream: Bool

    /// Opens the connections and asks: for streams (`sse`), or for changes in at most a minute (`poll`).
    init(_ count: Int, _ kind: String, port: Int, feed: String, key: String) throws {
        isStream = kind == "sse"
        texts = Array(repeating: [], count: count)
        let way = isStream ? "now HTTP/1.1\r\nAccept: text/event-stream" : "now&wait=60 HTTP/1.1"
        let request = Array(
            "GET /v1/feeds/\(feed)/changes?cursor=\(way)\r\nHost: a\r\nAuthorization: Bearer \(key)\r\n\r\n".utf8)
        for place in 0..<count {
            let descriptor = try Self.connect(port, from: place / Self.perAddress)
            sockets.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
            let sent = unsafe request.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard sent == request.count else { throw BenchError(message: "client \(place) was not let in") }
        }
    }

    deinit { for socket in sockets { close(socket.fd) } }

    /// Waits until all wait: streams have said their first word; polls have nothing to say, and are given three seconds.
    func settle() throws {
        let limit = ContinuousClock.now.advanced(by: .seconds(isStream ? 60 : 3))
        while ContinuousClock.now < limit {
            try read()
            if isStream, texts.allSatisfy({ $0.firstRange(of: Self.end) != nil }) { break }
        }
        let early = texts.count { !$0.isEmpty }
        guard early == (isStream ? texts.count : 0) else {
            throw BenchError(message: "\(early) clients were answered before anything was committed")
        }
        texts = Array(repeating: [], count: texts.count)
    }

    /// When each client had the line of a number; those that do not get it in thirty seconds are left out.
    func arrivals(of seq: Int64) throws -> [ContinuousClock.Instant] {
        let word = Array("\"seq\":\(seq),".utf8)
        let limit = ContinuousClock.now.advanced(by: .seconds(30))
        var seen: [Int: ContinuousClock.Instant] = [:]
        while seen.count < sockets.count, ContinuousClock.now < limit {
            for client in try read() where seen[client] == nil && texts[client].firstRange(of: word) != nil {
                seen[client] = .now
            }
        }
        return Array(seen.values)
    }

    private static let end = Array("event: end".utf8)

    /// Takes what has come; whose it was.
    @discardableResult private func read() throws -> [Int] {
        guard unsafe poll(&sockets, nfds_t(sockets.count), 20) > 0 else { return [] }
        var piece = [UInt8](repeating: 0, count: 16_384)
        var heard: [Int] = []
        for client in sockets.indices where sockets[client].revents != 0 {
            let count = unsafe recv(sockets[client].fd, &piece, piece.count, CInt(MSG_DONTWAIT))
            guard count > 0 else { throw BenchError(message: "the server has closed client \(client)") }
            texts[client] += piece[..<count]
            heard.append(client)
        }
        return heard
    }

    /// Connects from the address 127.1.0.1 and so many further.
    private static func connect(_ port: Int, from place: Int) throws -> CInt {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw BenchError(message: unsafe String(cString: strerror(errno))) }
        var own = address(0x7F01_0001 + UInt32(place), 0)
        var hub = address(0x7F00_0001, UInt16(port))
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = unsafe withUnsafePointer(to: &own) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, size) }
        }
        let connected = unsafe withUnsafePointer(to: &hub) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe Glibc.connect(descriptor, $0, size) }
        }
        guard bound == 0, connected == 0 else { throw BenchError(message: "nobody listens at \(port)") }
        return descriptor
    }

    private static func address(_ host: UInt32, _ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        return address
    }
}
