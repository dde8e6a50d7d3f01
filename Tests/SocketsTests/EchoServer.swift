import Foundation
import Sockets
import Synchronization
import TestServers

/// A server that sends back what it gets, on a thread of its own.
final class EchoServer {
    let port: Int
    let handler: Handler
    private let loop: SocketLoop
    private let done = DispatchSemaphore(value: 0)
    private var isStopped = false

    final class Handler: SocketHandler, Sendable {
        struct Counts {
            var opened = 0
            var ends: [ConnectionEnd] = []
        }

        let counts = Mutex(Counts())
        private let loop: SocketLoop

        init(_ loop: SocketLoop) { self.loop = loop }

        func opened(_ connection: ConnectionID, peer: String) { counts.withLock { $0.opened += 1 } }
        func received(_ bytes: borrowing RawSpan, on connection: ConnectionID) { loop.send(bytes, to: connection) }
        func closed(_ connection: ConnectionID, why: ConnectionEnd) { counts.withLock { $0.ends.append(why) } }
        func rested() {}
        func ticked() {}

        /// Waits for `condition`.
        func waits(for condition: (Counts) -> Bool) -> Bool { eventually { counts.withLock { condition($0) } } }
    }

    init(_ options: SocketOptions = SocketOptions()) throws {
        let socket = try ListenSocket(host: "127.0.0.1", port: 0)
        port = socket.port
        loop = try SocketLoop(options: options)
        loop.listen(socket)
        handler = Handler(loop)
        Thread { [loop, handler, done] in
            loop.run(handler)
            done.signal()
        }.start()
    }

    func stop() {
        guard !isStopped else { return }
        isStopped = true
        loop.stop()
        done.wait()
    }
}

/// Connections that send a message and wait until it has come back.
final class EchoClient: SocketHandler {
    private let loop: SocketLoop
    private let message: [UInt8]
    private var left: [ConnectionID: Int] = [:]
    private var open: Int
    private var isWrong = false

    init(port: Int, connections: Int, message: [UInt8]) throws {
        loop = try SocketLoop()
        self.message = message
        open = connections
        for _ in 0..<connections { left[try loop.connect(host: "127.0.0.1", port: port)] = message.count }
    }

    /// Whether everything came back.
    func run() -> Bool {
        loop.run(self)
        return !isWrong && left.isEmpty
    }

    func opened(_ connection: ConnectionID, peer: String) { loop.send(message, to: connection) }

    func received(_ bytes: borrowing RawSpan, on connection: ConnectionID) {
        left[connection, default: 0] -= bytes.byteCount
        if let rest = left[connection], rest <= 0 {
            isWrong = isWrong || rest < 0
            left[connection] = nil
            loop.close(connection)
        }
    }

    func closed(_ connection: ConnectionID, why: ConnectionEnd) {
        open -= 1
        if open == 0 { loop.stop() }
    }

    func rested() {}
    func ticked() {}
}
