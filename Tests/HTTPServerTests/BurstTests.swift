import Glibc
import HTTPServer
import TestServers
import Testing

/// Many requests that arrive while the serving thread is at another.
@Suite struct BurstTests {
    /// The server library takes 128 events at a time, and after exactly so many waits for more before it looks at them.
    @Test(arguments: [1, 127, 128, 129, 256, 384])
    func anyNumberIsAnsweredSoon(_ count: Int) throws {
        let server = try serve({
            $0.threads = 1
            $0.idleSeconds = 60
            $0.requestSeconds = 60
        }) { request in
            if request.path == "/slow" { usleep(400_000) }
            return .now(try HTTPResponse(status: 204))
        }
        let first = try RawClient(port: server.port)
        let clients = try (0..<count).map { _ in try RawClient(port: server.port, patience: 30_000) }
        usleep(200_000)
        first.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        usleep(100_000)
        for client in clients { client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
        for client in clients { #expect(status(String(decoding: client.read(), as: UTF8.self)) == 204) }
    }
}
