import TestServers

/// One connection that blocks, as simple clients do.
final class BlockingClient {
    private let client: RawClient

    init(port: Int) throws { client = try RawClient(port: port) }

    func close() { client.close() }

    /// Sends and never reads, until `condition` holds or the peer has gone.
    func send(until condition: () -> Bool) {
        let bytes = [UInt8](repeating: 1, count: 65_536)
        while !condition(), client.send(bytes) {}
    }

    func echoes(_ byte: UInt8) -> Bool { client.send([byte]) && client.read() == [byte] }

    /// Whether the peer closes within ten seconds.
    func isClosedByPeer() -> Bool { client.read().isEmpty }
}
