import SQLite

/// Reads the packets that wait, for one thread, by a connection of its own.
public final class SpoolReader {
    private let database: Database
    private let following: Statement
    private let selection: Statement
    private let first: Statement

    /// Opens the file for reading.
    ///
    /// - Throws: ``StoreError`` when there is no such file, it is damaged, or it never had a spool.
    public init(path: String) throws {
        do {
            database = try Database(path: path, mode: .readOnly, busyTimeout: 10_000)
            try database.execute("PRAGMA query_only=1")
            following = try database.prepare("SELECT id, at, qn, frame FROM spool WHERE id > ?1 ORDER BY id LIMIT ?2")
            selection = try database.prepare(SpoolCounts.selection)
            first = try database.prepare("SELECT at FROM spool ORDER BY id LIMIT 1")
        } catch {
            throw StoreError(error)
        }
    }

    /// The packets after a number, in their order, until so many or so many bytes are found.
    public func packets(after id: Int64, limit: Int, bytes: Int = .max) throws -> [SpooledPacket] {
        defer { following.reset() }
        try following.bind(id, at: 1)
        try following.bind(Int64(limit), at: 2)
        var packets: [SpooledPacket] = []
        var size = 0
        while size < bytes, try following.step() {
            packets.append(SpooledPacket(following))
            size += packets[packets.count - 1].frame.count
        }
        return packets
    }

    /// How the spool stands.
    public func counts() throws -> SpoolCounts {
        defer { selection.reset() }
        return try selection.step() ? SpoolCounts(selection) : SpoolCounts()
    }

    /// When the packet came that waits longest; nil when none waits.
    public func oldest() throws -> Int64? {
        defer { first.reset() }
        return try first.step() ? first.integer(0) : nil
    }
}
