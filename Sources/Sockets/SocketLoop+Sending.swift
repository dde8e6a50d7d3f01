import Glibc

extension SocketLoop {
    /// Sends bytes; what the network does not take at once waits. On a connection that is over nothing happens.
    public func send(_ bytes: borrowing RawSpan, to id: ConnectionID) {
        guard let connection = find(id) else { return }
        var sent = 0
        if !connection.hasWaiting, !connection.isConnecting {
            sent = unsafe bytes.withUnsafeBytes { unsafe SocketLoop.write(id.descriptor, $0) }
            if sent < 0 { return end(connection, .broken(SocketLoop.reason())) }
        }
        guard sent < bytes.byteCount else { return }
        if !connection.hasWaiting {
            connection.waitsSince = now
            if !connection.isConnecting { watch(connection, [.reading, .writing]) }
        }
        unsafe bytes.withUnsafeBytes { unsafe connection.waiting.append(contentsOf: $0[sent...]) }
        if connection.waiting.count - connection.sent > options.mostWaiting { end(connection, .slow) }
    }

    /// Sends an array's bytes.
    public func send(_ bytes: [UInt8], to id: ConnectionID) { unsafe send(bytes.span.bytes, to: id) }

    /// Closes a connection; its handler is told.
    public func close(_ id: ConnectionID) {
        if let connection = find(id) { end(connection, .dropped) }
    }

    /// Connects to `host` and `port`, a numeric address or a name of this machine's hosts file: names are looked up at once.
    ///
    /// - Returns: the connection, of which the handler is told when it is there.
    /// - Throws: ``SocketError`` when there is no such address or nothing to connect with.
    @discardableResult public func connect(host: String, port: Int) throws(SocketError) -> ConnectionID {
        let descriptor = try SocketAddresses.connect(host: host, port: port)
        return add(descriptor, peer: host, isConnecting: true)
    }

    /// Sends what waits; the first event of a connection that was asked for says whether it is there.
    func write(_ connection: SocketConnection) {
        let descriptor = connection.id.descriptor
        if connection.isConnecting {
            if let reason = SocketAddresses.failure(of: descriptor) { return end(connection, .broken(reason)) }
            connection.isConnecting = false
            connection.heardAt = now
            watch(connection, .reading)
            handler?.opened(connection.id, peer: connection.peer)
        }
        guard connection.hasWaiting, find(connection.id) != nil else { return }
        let sent = unsafe connection.waiting.withUnsafeBytes { all in
            unsafe SocketLoop.write(descriptor, UnsafeRawBufferPointer(rebasing: all[connection.sent...]))
        }
        if sent < 0 { return end(connection, .broken(SocketLoop.reason())) }
        connection.sent += sent
        if sent > 0 { connection.waitsSince = now }
        if connection.hasWaiting { return watch(connection, [.reading, .writing]) }
        connection.waiting.removeAll(keepingCapacity: connection.waiting.capacity <= 4096)
        connection.sent = 0
        watch(connection, .reading)
    }

    /// How many bytes the network took, 0 when it takes none now, below 0 when it is broken.
    private static func write(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
        while true {
            let sent = unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL))
            if sent >= 0 { return sent }
            if errno == EAGAIN || errno == EWOULDBLOCK { return 0 }
            if errno != EINTR { return -1 }
        }
    }

    func end(_ connection: SocketConnection, _ why: ConnectionEnd) {
        let descriptor = connection.id.descriptor
        connections[Int(descriptor)] = nil
        count -= 1
        perAddress[connection.peer, default: 1] -= 1
        if perAddress[connection.peer] == 0 { perAddress[connection.peer] = nil }
        Glibc.close(descriptor)
        handler?.closed(connection.id, why: why)
    }

    private func watch(_ connection: SocketConnection, _ kinds: Readiness.Kinds) {
        readiness.change(connection.id.descriptor, kinds, tag: connection.id.tag)
    }
}
