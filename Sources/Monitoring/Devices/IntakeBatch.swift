import HJ212
import Sockets
import Storage

/// What has come from devices and waits to be stored together: frames as they came, where their values lie, and whom to answer.
struct IntakeBatch: Sendable {
    /// One packet.
    struct Item: Sendable {
        let connection: ConnectionID
        /// Where its frame lies in ``bytes``.
        let frame: Range<Int>
        let packet: Packet
        /// Where its fields lie in ``fields``.
        let fields: Range<Int>
        let period: SeriesPeriod
        /// The moment, or the start of the period.
        let time: Int64
        let received: Int64
        /// Whether it was sent again, or asked for.
        let isHistory: Bool
    }

    /// The most that waits: beyond it nothing more is read until the store has caught up.
    static let mostBytes = 32 << 20

    private(set) var bytes: [UInt8] = []
    private(set) var fields: [DataField] = []
    private(set) var items: [Item] = []
    /// What is told of refused bytes.
    var refused: [Notice] = []

    /// Whether nothing waits.
    var isEmpty: Bool { items.isEmpty && refused.isEmpty }
    /// Whether enough waits.
    var isFull: Bool { bytes.count > Self.mostBytes || refused.count > 10_000 }

    /// Takes a packet in.
    mutating func add(
        _ packet: Packet, _ frame: Span<UInt8>, fields more: [DataField], from connection: ConnectionID,
        as period: SeriesPeriod, time: Int64, received: Int64, isHistory: Bool
    ) {
        let start = bytes.count
        unsafe frame.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        let first = fields.count
        for field in more where field.isKept && !field.isMoment(in: frame) { fields.append(field) }
        items.append(
            Item(
                connection: connection, frame: start..<bytes.count, packet: packet, fields: first..<fields.count,
                period: period, time: time, received: received, isHistory: isHistory))
    }

    /// Forgets all, and keeps the memory.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        items.removeAll(keepingCapacity: true)
        refused.removeAll()
    }
}

extension DataField {
    /// Whether its value is kept: everything that says something of a factor or a device, but not the moment, which is kept
    /// as such.
    fileprivate var isKept: Bool { !isSuperseded && kind != .bad && kind != .empty && code.count > 0 }

    /// Whether it is the packet's `DataTime`.
    fileprivate func isMoment(in frame: Span<UInt8>) -> Bool {
        suffix == .none && code.count == 8 && code.text(in: frame) == "DataTime"
    }
}
