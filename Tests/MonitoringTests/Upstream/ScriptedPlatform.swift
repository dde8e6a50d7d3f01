import Foundation
import HJ212
import Sockets
import Synchronization

/// An upstream platform that answers as a test says, on a thread of its own.
final class ScriptedPlatform: Sendable {
    /// What the platform does about a packet.
    enum Act {
        /// 9014 or another answer, as a data segment.
        case answer([String])
        /// These bytes.
        case bytes([UInt8])
        /// It hangs up, after these bytes.
        case hangUp([UInt8])
        case nothing
    }

    /// A packet as it came.
    struct Seen: Sendable, Equatable {
        let connection: Int
        let segment: String

        func header(_ name: String) -> String {
            let field = segment.split(separator: ";").first { $0.hasPrefix(name + "=") }
            return field.map { String($0.dropFirst(name.count + 1)) } ?? ""
        }
    }

    private final class Handler: SocketHandler {
        let loop: SocketLoop
        let seen: Shared
        let script: @Sendable (Seen, Int) -> Act
        var buffers: [ConnectionID: FrameBuffer] = [:]
        var numbers: [ConnectionID: Int] = [:]

        init(_ loop: SocketLoop, _ seen: Shared, _ script: @escaping @Sendable (Seen, Int) -> Act) {
            self.loop = loop
            self.seen = seen
            self.script = script
        }

        func opened(_ connection: ConnectionID, peer: String) {
            buffers[connection] = FrameBuffer()
            numbers[connection] = seen.state.withLock { state in
                state.connections += 1
                return state.connections
            }
            if let greeting = seen.greeting { loop.send(DeviceClient.frame(greeting), to: connection) }
        }

        func received(_ bytes: borrowing RawSpan, on connection: ConnectionID) {
            unsafe bytes.withUnsafeBytes { unsafe buffers[connection]?.append($0.bindMemory(to: UInt8.self).span) }
            while case .frame(let range, let layout)? = buffers[connection]?.next() {
                guard let all = buffers[connection]?.bytes else { return }
                let segment = String(
                    decoding: all[range][(range.lowerBound + layout.segment.lowerBound)...].prefix(
                        layout.segment.count),
                    as: UTF8.self)
                let packet = Seen(connection: numbers[connection] ?? 0, segment: segment)
                let number = seen.state.withLock { state in
                    state.packets.append(packet)
                    return state.packets.count { $0.header("CN") != "9011" }
                }
                act(script(packet, number), connection)
            }
        }

        private func act(_ act: Act, _ connection: ConnectionID) {
            switch act {
            case .answer(let segments):
                for segment in segments { loop.send(DeviceClient.frame(segment), to: connection) }
            case .bytes(let bytes): loop.send(bytes, to: connection)
            case .hangUp(let bytes):
                loop.send(bytes, to: connection)
                loop.close(connection)
            case .nothing: break
            }
        }

        func closed(_ connection: ConnectionID, why: ConnectionEnd) { buffers[connection] = nil }
        func rested() {}
        func ticked() {}
    }

    final class Shared: Sendable {
        struct State {
            var packets: [Seen] = []
            var connections = 0
        }

        let state = Mutex(State())
        let greeting: String?
        init(_ greeting: String?) { self.greeting = greeting }
    }

    let port: Int
    private let shared: Shared
    private let loop: SocketLoop
    private let done = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - greeting: the data segment that it sends to whoever connects.
    ///   - script: what it does about a packet; the second argument counts them from 1,
    ///     answers to what it asked not.
    init(port: Int = 0, greeting: String? = nil, _ script: @escaping @Sendable (Seen, Int) -> Act) throws {
        let socket = try ListenSocket(host: "127.0.0.1", port: port)
        self.port = socket.port
        loop = try SocketLoop()
        shared = Shared(greeting)
        loop.listen(socket)
        let thread = Thread { [loop, shared, done] in
            loop.run(Handler(loop, shared, script))
            done.signal()
        }
        thread.start()
    }

    deinit {
        loop.stop()
        done.wait()
    }

    /// What came, in its order.
    var packets: [Seen] { shared.state.withLock { $0.packets } }
    var connections: Int { shared.state.withLock { $0.connections } }

    /// The answer to a packet, as the standard has it.
    static func confirmation(_ packet: Seen, command: Int = 9014, region: String = "") -> String {
        "QN=\(packet.header("QN"));ST=91;CN=\(command);PW=\(packet.header("PW"));MN=\(packet.header("MN"));Flag=4;"
            + "CP=&&\(region)&&"
    }
}
