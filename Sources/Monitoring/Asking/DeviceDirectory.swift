import HJ212
import Sockets

/// How a device can be asked: on which connection it spoke last, and in which words.
struct DeviceAddress: Equatable {
    let connection: ConnectionID
    let st: String
    let pw: String
    let edition: Edition
}

/// Where the devices can be asked that are connected, learnt from their packets.
struct DeviceDirectory {
    /// No more devices are remembered: whoever invents MNs takes no memory, and is not asked.
    private static let most = 200_000
    private var addresses: [String: DeviceAddress] = [:]
    private var names: [ConnectionID: Set<String>] = [:]

    subscript(mn: String) -> DeviceAddress? { addresses[mn] }

    /// Takes a packet that was accepted.
    ///
    /// - Returns: the MN when it has not spoken on this connection before.
    mutating func take(
        _ packet: Packet, in frame: Span<UInt8>, on connection: ConnectionID, _ link: DeviceLink
    ) -> String? {
        // Nearly every connection has one device: nothing is made of what it repeats.
        if link.edition == packet.edition, Self.isSame(link.mn, packet.mn, frame) { return nil }
        link.edition = packet.edition
        link.mn = packet.mn.range.map { frame[$0] }
        let mn = packet.mn.text(in: frame)
        let isNew = addresses[mn]?.connection != connection
        guard addresses.count < Self.most || addresses[mn] != nil else { return nil }
        addresses[mn] = DeviceAddress(
            connection: connection, st: packet.st.text(in: frame), pw: packet.pw.text(in: frame),
            edition: packet.edition)
        names[connection, default: []].insert(mn)
        return isNew ? mn : nil
    }

    private static func isSame(_ known: [UInt8], _ written: ByteSlice, _ frame: Span<UInt8>) -> Bool {
        guard known.count == written.count else { return false }
        let start = written.range.lowerBound
        for index in known.indices where known[index] != frame[start &+ index] { return false }
        return true
    }

    /// Forgets the devices of a connection that is over.
    ///
    /// - Returns: those that cannot be asked any more.
    mutating func forget(_ connection: ConnectionID) -> [String] {
        let gone = (names.removeValue(forKey: connection) ?? []).filter { addresses[$0]?.connection == connection }
        for mn in gone { addresses[mn] = nil }
        return Array(gone)
    }
}
