import Foundation
import Synchronization
import Testing

@testable import Sockets

@Suite("Sockets: many connections on one thread, and none can hold up the others")
struct SocketLoopTests {
    @Test("What clients send comes back, in pieces of any size", .timeLimit(.minutes(1)))
    func echoes() throws {
        let server = try EchoServer()
        defer { server.stop() }
        let client = try EchoClient(port: server.port, connections: 50, message: Array(repeating: 7, count: 300_000))
        #expect(client.run())
        #expect(server.handler.counts.withLock { $0.opened } == 50)
    }

    @Test("A peer that does not read is closed as slow, and the others go on", .timeLimit(.minutes(1)))
    func slow() throws {
        var options = SocketOptions()
        options.mostWaiting = 100_000
        let server = try EchoServer(options)
        defer { server.stop() }
        let deaf = try BlockingClient(port: server.port)
        deaf.send(until: { server.handler.counts.withLock { $0.ends.contains(.slow) } })
        let client = try EchoClient(port: server.port, connections: 1, message: [1, 2, 3])
        #expect(client.run())
        #expect(server.handler.counts.withLock { $0.ends.contains(.slow) })
    }

    @Test("A peer that says nothing is closed as idle", .timeLimit(.minutes(1)))
    func idle() throws {
        var options = SocketOptions()
        options.idleSeconds = 1
        let server = try EchoServer(options)
        defer { server.stop() }
        let silent = try BlockingClient(port: server.port)
        #expect(silent.isClosedByPeer())
        server.stop()
        #expect(server.handler.counts.withLock { $0.ends } == [.idle])
    }

    @Test("No more connections than are allowed, in all and from one address", .timeLimit(.minutes(1)))
    func limits() throws {
        var options = SocketOptions()
        options.mostPerAddress = 2
        let server = try EchoServer(options)
        defer { server.stop() }
        let first = try BlockingClient(port: server.port)
        let second = try BlockingClient(port: server.port)
        #expect(first.echoes(1) && second.echoes(2))
        let third = try BlockingClient(port: server.port)
        #expect(third.isClosedByPeer())
        #expect(first.echoes(3))
        second.close()
        #expect(server.handler.waits { $0.ends.count == 1 })
        #expect(try BlockingClient(port: server.port).echoes(4))
    }

    @Test("An address that is taken is an error that names it")
    func taken() throws {
        let server = try EchoServer()
        defer { server.stop() }
        #expect {
            try ListenSocket(host: "127.0.0.1", port: server.port)
        } throws: { "\($0)".hasPrefix("cannot listen on 127.0.0.1:\(server.port): ") }
    }

    @Test("A connection that does not come about is told as broken", .timeLimit(.minutes(1)))
    func refused() throws {
        let server = try EchoServer()
        let port = server.port
        server.stop()
        let client = try EchoClient(port: port, connections: 1, message: [1])
        #expect(!client.run())
    }

    @Test("A name has numeric addresses, or an error that names it")
    func addresses() throws {
        let found = try HostAddresses.of("localhost")
        #expect(found.contains("127.0.0.1") || found.contains("::1"))
        #expect(Set(found).count == found.count)
        #expect(try HostAddresses.of("127.0.0.1") == ["127.0.0.1"])
        #expect {
            try HostAddresses.of("no host")
        } throws: { "\($0)".hasPrefix("cannot connect to no host: ") }
    }
}
