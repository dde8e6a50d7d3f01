import SQLite

/// A row of the access log as it is kept: what it says, and its places in the two chains.
public struct AccessLogRow: Sendable, Equatable {
    /// Its number in the whole log.
    public var id: Int64
    /// Its number in its consumer's own chain.
    public var number: Int64
    /// What it says.
    public var entry: AccessLogEntry
    /// Its hash in its consumer's own chain.
    public var own: [UInt8]
    /// Its hash in the chain of the whole log.
    public var chain: [UInt8]

    /// The columns that ``init(_:)`` reads, in its order.
    static let columns = """
        id, number, at, consumer, key, feed, method, path, cursor_from, cursor_to, count, bytes, status, purpose, purpose_ref,
        address, request, duration, own, chain
        """

    init(_ row: Statement) {
        var entry = AccessLogEntry()
        entry.at = row.integer(2)
        entry.consumer = row.text(3) ?? ""
        entry.key = row.text(4) ?? ""
        entry.feed = row.text(5) ?? ""
        entry.method = row.text(6) ?? ""
        entry.path = row.text(7) ?? ""
        entry.cursorFrom = row.isNull(8) ? nil : row.integer(8)
        entry.cursorTo = row.isNull(9) ? nil : row.integer(9)
        entry.count = Int(row.integer(10))
        entry.bytes = Int(row.integer(11))
        entry.status = Int(row.integer(12))
        entry.purpose = row.text(13) ?? ""
        entry.purposeRef = row.text(14) ?? ""
        entry.address = row.text(15) ?? ""
        entry.request = row.text(16) ?? ""
        entry.duration = row.integer(17)
        self.entry = entry
        id = row.integer(0)
        number = row.integer(1)
        own = row.blob(18) ?? []
        chain = row.blob(19) ?? []
    }
}
