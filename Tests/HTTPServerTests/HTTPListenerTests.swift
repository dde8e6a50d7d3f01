import Foundation
import Glibc
import HTTPServer
import Synchronization
import TestServers
import Testing

@Suite struct HTTPListenerTests {
    /// One listener takes another's place: nobody is refused meanwhile, and what the old one has begun it ends.
    @Test func aSuccessorTurnsNobodyAway() throws {
        let desk = Mutex<HTTPDeferral?>(nil)
        let old = try serve { request in
            guard request.path == "/slow" else { return .now(try HTTPResponse(status: 200, text: "old")) }
            if request.wake == .woken { return .now(try HTTPResponse(status: 200, text: "old and slow")) }
            let deferral = HTTPDeferral(timeout: .seconds(60))
            desk.withLock { $0 = deferral }
            return .later(deferral)
        }
        let slow = try RawClient(port: old.port)
        slow.send("GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(eventually { desk.withLock { $0 != nil } })
        let isOver = Mutex(false)
        let wrong = Mutex(0)
        let answers = Mutex<Set<String>>([])
        let port = old.port
        let ended = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            while !isOver.withLock({ $0 }) {
                let text = (try? RawClient.get(port, "/")).map(bodyText) ?? ""
                if text.isEmpty { wrong.withLock { $0 += 1 } } else { _ = answers.withLock { $0.insert(text) } }
            }
            ended.signal()
        }
        #expect(eventually { answers.withLock { $0.contains("old") } })
        let new = try serve({ $0.successorOf = old }) { _ in .now(try HTTPResponse(status: 200, text: "new")) }
        #expect(new.port == port)
        #expect(eventually { answers.withLock { $0.contains("new") } })
        let stopping = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            old.stop()
            stopping.signal()
        }
        _ = desk.withLock { $0?.wake() }
        #expect(["old and slow", ""].contains(bodyText(slow.readAll())))
        stopping.wait()
        isOver.withLock { $0 = true }
        ended.wait()
        #expect(wrong.withLock { $0 } == 0, "turned away")
        #expect(bodyText(try RawClient.get(port, "/")) == "new")
        new.stop()
        #expect(throws: RawClient.NoConnection.self) { try RawClient(port: port) }
    }

    @Test func answersWithStatusHeadersAndBody() throws {
        let server = try serve { request in
            .now(
                try HTTPResponse(
                    status: 201, headers: [.contentType("text/plain"), .init("ETag", "\"1\"")], text: "清远"))
        }
        let response = try RawClient.get(server.port, "/x")
        #expect(status(response) == 201)
        #expect(response.contains("\r\nContent-Type: text/plain\r\n"))
        #expect(response.contains("\r\nETag: \"1\"\r\n"))
        #expect(response.contains("\r\nContent-Length: 6\r\n"))
        #expect(bodyText(response) == "清远")
    }

    @Test func headHasNoBodyButItsLength() throws {
        let server = try serve { request in .now(try HTTPResponse(status: 200, text: request.methodText)) }
        let response = try RawClient.ask(
            server.port, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(response.contains("\r\nContent-Length: 4\r\n"))
        #expect(bodyText(response).isEmpty)
    }

    @Test func keepsAConnectionForSeveralRequests() throws {
        let shared = try HTTPResponse(status: 200, text: "ok")
        let server = try serve { _ in .now(shared) }
        let client = try RawClient(port: server.port)
        for _ in 0..<3 {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(bodyText(String(decoding: client.read(), as: UTF8.self)) == "ok")
        }
    }

    @Test func sendsABufferAndAnEmptyBuffer() throws {
        let server = try serve { request in
            var buffer = ResponseBuffer(capacity: 1)
            if request.path == "/big" { for _ in 0..<20_000 { buffer.append("0123456789") } }
            return .now(try HTTPResponse(status: 200, buffer: buffer))
        }
        #expect(bodyText(try RawClient.get(server.port, "/big")).utf8.count == 200_000)
        let empty = try RawClient.get(server.port, "/")
        #expect(status(empty) == 200)
        #expect(bodyText(empty).isEmpty)
    }

    @Test func streamsABodyOfKnownAndUnknownSize() throws {
        let server = try serve { request in
            let left = Mutex(1_000_000)
            let stream = HTTPBodyStream { buffer in
                left.withLock { left in
                    let count = min(left, buffer.byteCount)
                    for place in 0..<count { buffer.storeBytes(of: 0x61, toByteOffset: place, as: UInt8.self) }
                    left -= count
                    return count
                }
            }
            let size = request.path == "/sized" ? 1_000_000 : nil
            return .now(try HTTPResponse(status: 200, size: size, stream: stream))
        }
        let sized = try RawClient.get(server.port, "/sized")
        #expect(sized.contains("\r\nContent-Length: 1000000\r\n"))
        #expect(bodyText(sized).utf8.count == 1_000_000)
        let chunked = try RawClient.get(server.port, "/")
        #expect(chunked.contains("\r\nTransfer-Encoding: chunked\r\n"))
        #expect(chunked.hasSuffix("\r\n0\r\n\r\n"))
    }

    @Test func aStreamThatFailsCutsTheBody() throws {
        let server = try serve { _ in
            .now(try HTTPResponse(status: 200, stream: HTTPBodyStream { _ in throw Broken() }))
        }
        #expect(!(try RawClient.get(server.port, "/")).contains("\r\n0\r\n"))
    }

    @Test func anErrorOfTheHandlerIsA500AndIsTold() throws {
        let told = Mutex<[String]>([])
        let server = try serve({ $0.onHandlerError = { error in told.withLock { $0.append("\(error)") } } }) { _ in
            throw Broken()
        }
        let response = try RawClient.get(server.port, "/")
        #expect(status(response) == 500)
        #expect(bodyText(response) == "{\"type\":\"about:blank\",\"status\":500}\n", "it tells nothing of the error")
        #expect(told.withLock { $0 } == ["Broken()"])
    }

    @Test func dropClosesWithoutAWord() throws {
        let server = try serve { _ in .drop }
        #expect(try RawClient.get(server.port, "/") == "")
    }

    @Test func saysWhyItCannotListen() throws {
        let first = try serve { _ in .drop }
        let error = #expect(throws: HTTPServerError.self) {
            try serve({ $0.port = first.port }) { _ in .drop }
        }
        #expect(error?.description == "cannot listen on 127.0.0.1:\(first.port): Address already in use")
        #expect(throws: HTTPServerError.self) { try serve({ $0.port = 65536 }) { _ in .drop } }
        #expect(throws: HTTPServerError.self) { try serve({ $0.host = "no such host" }) { _ in .drop } }
    }

    @Test func stopFreesThePortAndMayBeRepeated() throws {
        let server = try serve { _ in .now(try HTTPResponse(status: 204)) }
        #expect(status(try RawClient.get(server.port, "/")) == 204)
        server.stop()
        server.stop()
        #expect(throws: RawClient.NoConnection.self) { _ = try RawClient(port: server.port) }
        let again = try serve({ $0.port = server.port }) { _ in .drop }
        #expect(again.port == server.port)
    }

    /// A copy of the listening socket, as a child has until it runs its program, does not keep the port.
    @Test func stopFreesThePortThoughSomebodyHasACopy() throws {
        let server = try serve { _ in .now(try HTTPResponse(status: 204)) }
        let copies = Self.listening(at: server.port).map { dup($0) }
        defer { copies.forEach { close($0) } }
        #expect(copies.count == 1)
        server.stop()
        #expect(throws: RawClient.NoConnection.self) { _ = try RawClient(port: server.port) }
    }

    /// The descriptors of this process that listen at a port, however many others it has.
    private static func listening(at port: Int) -> [CInt] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return all.compactMap { CInt($0) }.filter { descriptor in
            var (value, size) = (CInt(0), socklen_t(MemoryLayout<CInt>.size))
            guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0, value == 1 else {
                return false
            }
            var address = sockaddr_in()
            size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let code = unsafe withUnsafeMutablePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe getsockname(descriptor, $0, &size)
                }
            }
            return code == 0 && Int(UInt16(bigEndian: address.sin_port)) == port
        }
    }

    /// Connections are shared out: of many on one listener no thread has much more than its part.
    @Test func connectionsAreSharedOut() throws {
        let threads = Mutex<[UInt64: Int]>([:])
        let server = try serve({ $0.threads = 4 }) { _ in
            threads.withLock { $0[UInt64(pthread_self()), default: 0] += 1 }
            return .now(try HTTPResponse(status: 204))
        }
        let clients = try (0..<40).map { _ in try RawClient(port: server.port) }
        for client in clients { client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
        for client in clients { #expect(status(String(decoding: client.read(), as: UTF8.self)) == 204) }
        #expect(threads.withLock { $0.values.sorted() } == [10, 10, 10, 10])
    }

    /// A thread that serves may be leaving the listening socket alone, at its limit of connections, just as `stop` comes.
    @Test func stopMayComeAtTheLimitOfConnections() throws {
        for turn in 0..<300 {
            let server = try serve({ $0.maxConnections = 2 }) { _ in .now(try HTTPResponse(status: 204)) }
            let clients = try (0..<3).map { _ in try RawClient(port: server.port) }
            if turn % 2 == 0 { usleep(UInt32(turn)) }
            server.stop()
            withExtendedLifetime(clients) {}
        }
    }

    @Test func aCertificateThatIsNoneIsRefused() {
        #expect(throws: HTTPServerError.self) {
            try serve({ $0.tls = .init(certificatePEM: "no", keyPEM: "no") }) { _ in .drop }
        }
    }
}

struct Broken: Error {}
