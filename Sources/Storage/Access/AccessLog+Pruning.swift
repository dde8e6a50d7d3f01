public import Crypto
import SQLite

/// How much of the access log is kept.
public struct AccessLogRetention: Sendable, Equatable {
    /// The least that may be kept, whatever the size, in milliseconds: 180 days. Network logs have to be kept for six
    /// months (Cybersecurity Law of the People's Republic of China, article 21).
    public static let leastAge: Int64 = 180 * 86_400_000

    /// Entries older than this are dropped, in milliseconds; never less than ``leastAge``.
    public var age: Int64
    /// The bytes that the log may take: beyond, entries older than ``leastAge`` are dropped, the oldest first.
    public var bytes: Int64

    /// Keeps entries for so long, in so many bytes.
    public init(age: Int64 = 400 * 86_400_000, bytes: Int64 = 8 << 30) {
        self.age = max(age, Self.leastAge)
        self.bytes = max(bytes, 0)
    }
}

extension AccessLog {
    /// Entries that one transaction drops: whoever writes the log waits for it.
    private static let batch: Int64 = 5_000

    /// Drops what need not be kept. Of each chain the last link that goes is kept, signed, as the anchor of what remains. The file does
    /// not shrink: what comes takes the room.
    ///
    /// - Parameters:
    ///   - now: the moment by which age is judged, in milliseconds since 1970.
    ///   - keys: what anchors are signed with.
    /// - Returns: how many entries were dropped; 0 when there is no log.
    /// - Throws: ``StoreError`` when the file cannot be written, ``CryptoError`` when an anchor cannot be signed.
    public static func prune(
        path: String, keeping retention: AccessLogRetention, keys: SigningKeys? = nil, at now: Int64
    ) throws -> Int {
        do {
            let database = try Database(path: path, mode: .readWrite, busyTimeout: 2_000)
            guard try AccessTables.isLaid(database) else { return 0 }
            var count = 0
            let old = try firstKept(database, since: now - retention.age)
            while let dropped = try drop(database, below: old, keys, now) { count += dropped }
            let free = try firstKept(database, since: now - AccessLogRetention.leastAge)
            while try size(database) > retention.bytes, let dropped = try drop(database, below: free, keys, now) {
                count += dropped
            }
            try dropCounts(database, now)
            return count
        } catch let error as SQLiteError where error.isUnopenable {
            return 0
        } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }

    /// The first entry that is not older; they are numbered as they came. Only what is older is looked at.
    private static func firstKept(_ database: Database, since moment: Int64) throws(SQLiteError) -> Int64 {
        let row = try database.prepare("SELECT id FROM access WHERE at >= ?1 ORDER BY id LIMIT 1")
        try row.bind(moment, at: 1)
        return try row.step() ? row.integer(0) : .max
    }

    /// Drops the oldest entries before `id`, and moves the anchors; nil when there are none.
    private static func drop(_ database: Database, below id: Int64, _ keys: SigningKeys?, _ now: Int64) throws -> Int? {
        try database.inTransaction {
            let rows = try database.prepare(
                "SELECT id, consumer, number, own, chain FROM access WHERE id < ?1 ORDER BY id LIMIT ?2")
            try rows.bind(id, at: 1)
            try rows.bind(batch, at: 2)
            var links: [String: AccessLink] = [:]
            while try rows.step() {
                links[rows.text(1) ?? ""] = AccessLink(number: rows.integer(2), hash: rows.blob(3) ?? [])
                links[AccessChain.whole] = AccessLink(number: rows.integer(0), hash: rows.blob(4) ?? [])
            }
            guard let last = links[AccessChain.whole] else { return nil }
            let log = try AccessTables.log(database)
            for (consumer, link) in links {
                var anchor = AccessHead(log: log, consumer: consumer, link: link, at: now, isAnchor: true)
                if let keys { try anchor.sign(keys) }
                try write(anchor, database)
            }
            let deletion = try database.prepare("DELETE FROM access WHERE id <= ?1")
            try deletion.bind(last.number, at: 1)
            try deletion.run()
            return Int(database.changes)
        }
    }

    private static func write(_ anchor: AccessHead, _ database: Database) throws(SQLiteError) {
        let insertion = try database.prepare("INSERT OR REPLACE INTO access_anchor VALUES (?1, ?2, ?3, ?4, ?5)")
        try insertion.bind(anchor.consumer, at: 1)
        try insertion.bind(anchor.link.number, at: 2)
        try insertion.bind(anchor.link.hash, at: 3)
        try insertion.bind(anchor.at, at: 4)
        try insertion.bind(AccessHead.Signature.packed(anchor.signatures), at: 5)
        try insertion.run()
        // Heads of what is gone prove nothing any more, but for one that stands at the anchor.
        let deletion = try database.prepare("DELETE FROM access_head WHERE consumer = ?1 AND number < ?2")
        try deletion.bind(anchor.consumer, at: 1)
        try deletion.bind(anchor.link.number, at: 2)
        try deletion.run()
    }

    /// Drops counts of days that nobody can ask for any more.
    private static func dropCounts(_ database: Database, _ now: Int64) throws(SQLiteError) {
        let deletion = try database.prepare("DELETE FROM access_usage WHERE day < ?1")
        try deletion.bind(AccessDay.of(now) - 2 * AccessLogReader.mostDays, at: 1)
        try deletion.run()
    }

    /// The bytes in use.
    private static func size(_ database: Database) throws(SQLiteError) -> Int64 {
        let row = try database.prepare(
            """
            SELECT (p.page_count - f.freelist_count) * s.page_size
            FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s
            """)
        return try row.step() ? row.integer(0) : 0
    }
}
