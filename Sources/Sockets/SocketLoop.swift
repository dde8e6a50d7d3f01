import CEpoll
import Glibc
import Synchronization

/// Thousands of TCP connections on one thread, by epoll: bytes are read as they come and handed to one handler?.
///
/// Everything but ``wake(_:)`` and ``stop()`` belongs to the thread that calls ``run(_:)``.
@safe public final class SocketLoop: @unchecked Sendable {
    let options: SocketOptions
    let readiness: Readiness
    private let alarm: CInt
    private let inbox = Mutex<[@Sendable (SocketLoop) -> Void]>([])
    private let isStopped = Mutex(false)
    private var listeners: [CInt] = []
    /// A descriptor to give up when there are no others, so that a peer can be told no.
    private var reserve: CInt
    var connections: [SocketConnection?] = []
    var perAddress: [String: Int] = [:]
    /// How many connections are open.
    public internal(set) var count = 0
    private var generation: UInt32 = 0
    /// Seconds that only go up.
    private(set) var now: Int64 = 0
    private(set) var handler: (any SocketHandler)?
    private let buffer: UnsafeMutableRawBufferPointer

    /// A loop without connections.
    ///
    /// - Throws: ``SocketError/exhausted(_:)``.
    public init(options: SocketOptions = SocketOptions()) throws(SocketError) {
        self.options = options
        readiness = try Readiness()
        alarm = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
        reserve = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
        unsafe buffer = .allocate(byteCount: 256 * 1024, alignment: 16)
        guard alarm >= 0 else { throw .exhausted(SocketLoop.reason()) }
        readiness.add(alarm, .reading, tag: SocketLoop.alarmTag)
    }

    deinit {
        for case let connection? in connections { Glibc.close(connection.id.descriptor) }
        for listener in listeners + [alarm, reserve] { Glibc.close(listener) }
        readiness.close()
        unsafe buffer.deallocate()
    }

    private static let alarmTag: UInt64 = .max
    private static let listenerTag: UInt64 = 1 << 63

    /// Takes connections from a socket, and closes it at the end. Before ``run(_:)``.
    public func listen(_ socket: ListenSocket) {
        listeners.append(socket.descriptor)
        readiness.add(
            socket.descriptor, .reading, tag: SocketLoop.listenerTag | UInt64(UInt32(socket.descriptor)))
    }

    /// Has `work` done on the loop's thread, soon. Any thread may call this.
    public func wake(_ work: @escaping @Sendable (SocketLoop) -> Void) {
        inbox.withLock { $0.append(work) }
        ring()
    }

    /// Ends ``run(_:)``: connections are closed. Any thread may call this.
    public func stop() {
        isStopped.withLock { $0 = true }
        ring()
    }

    private func ring() {
        var one: UInt64 = 1
        _ = unsafe Glibc.write(alarm, &one, 8)
    }

    /// Works until ``stop()``.
    public func run(_ handler: any SocketHandler) {
        self.handler = handler
        defer { self.handler = nil }
        now = SocketLoop.seconds()
        while !isStopped.withLock({ $0 }) {
            readiness.wait(milliseconds: CInt(options.restMilliseconds), take)
            handler.rested()
            let second = SocketLoop.seconds()
            if second != now {
                now = second
                closeSilent()
                handler.ticked()
            }
        }
        for case let connection? in connections { end(connection, .dropped) }
        for listener in listeners { Glibc.close(listener) }
        listeners = []
    }

    private func take(_ tag: UInt64, _ kinds: Readiness.Kinds) {
        if tag == SocketLoop.alarmTag { return answerAlarm() }
        if tag & SocketLoop.listenerTag != 0 { return accept(CInt(truncatingIfNeeded: tag & 0xffff_ffff)) }
        let id = ConnectionID(
            descriptor: CInt(truncatingIfNeeded: tag & 0xffff_ffff), generation: UInt32(truncatingIfNeeded: tag >> 32))
        guard let connection = find(id) else { return }
        if kinds.contains(.writing) { write(connection) }
        if !kinds.isDisjoint(with: [.reading, .over]), find(id) != nil { read(connection) }
    }

    /// Does now what ``wake(_:)`` was asked for.
    public func takeWork() {
        for work in inbox.withLock({ inbox in
            defer { inbox.removeAll() }
            return inbox
        }) { work(self) }
    }

    private func answerAlarm() {
        var count: UInt64 = 0
        _ = unsafe Glibc.read(alarm, &count, 8)
        takeWork()
    }

    private func accept(_ listener: CInt) {
        while true {
            var storage = sockaddr_storage()
            let descriptor = SocketAddresses.accept(listener, &storage)
            if descriptor < 0 {
                if errno == EMFILE || errno == ENFILE { turnAway(listener) }
                return
            }
            let peer = SocketAddresses.host(storage)
            guard count < options.mostConnections, perAddress[peer, default: 0] < options.mostPerAddress else {
                Glibc.close(descriptor)
                continue
            }
            add(descriptor, peer: peer, isConnecting: false)
        }
    }

    /// Without descriptors the peer would wait in the backlog and the loop would be woken for it again and again.
    private func turnAway(_ listener: CInt) {
        Glibc.close(reserve)
        var storage = sockaddr_storage()
        let descriptor = SocketAddresses.accept(listener, &storage)
        if descriptor >= 0 { Glibc.close(descriptor) }
        reserve = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
    }

    @discardableResult func add(_ descriptor: CInt, peer: String, isConnecting: Bool) -> ConnectionID {
        generation = (generation &+ 1) & 0x7fff_ffff
        let id = ConnectionID(descriptor: descriptor, generation: generation)
        while connections.count <= Int(descriptor) { connections.append(nil) }
        connections[Int(descriptor)] = SocketConnection(id: id, peer: peer, at: now, isConnecting: isConnecting)
        count += 1
        perAddress[peer, default: 0] += 1
        readiness.add(descriptor, isConnecting ? .writing : .reading, tag: id.tag)
        if !isConnecting { handler?.opened(id, peer: peer) }
        return id
    }

    func find(_ id: ConnectionID) -> SocketConnection? {
        guard id.descriptor >= 0, Int(id.descriptor) < connections.count,
            let connection = connections[Int(id.descriptor)], connection.id == id
        else { return nil }
        return connection
    }

    /// One read of each connection at a time, so that none keeps the others waiting.
    private func read(_ connection: SocketConnection) {
        let count = unsafe Glibc.read(connection.id.descriptor, buffer.baseAddress!, buffer.count)
        if count > 0 {
            connection.heardAt = now
            unsafe handler?.received(UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes, on: connection.id)
            return
        }
        if count == 0 { return end(connection, .closed) }
        if errno != EAGAIN, errno != EINTR { end(connection, .broken(SocketLoop.reason())) }
    }

    private func closeSilent() {
        guard options.idleSeconds > 0 || options.slowSeconds > 0 else { return }
        for case let connection? in connections {
            if connection.hasWaiting, now - connection.waitsSince > Int64(options.slowSeconds) {
                end(connection, .slow)
            } else if options.idleSeconds > 0, now - connection.heardAt > Int64(options.idleSeconds) {
                end(connection, .idle)
            }
        }
    }

    private static func seconds() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec)
    }

    static func reason() -> String { unsafe String(cString: strerror(errno)) }
}

extension ConnectionID {
    /// Descriptor and generation in one number, below the tags of listeners.
    var tag: UInt64 { UInt64(generation) << 32 | UInt64(UInt32(bitPattern: descriptor)) }
}
