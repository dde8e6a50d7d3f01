import Crypto
import SQLite

extension Store {
    /// The longest life of a key, in milliseconds: 400 days.
    public static let longestKeyLife: Int64 = 400 * 86_400_000
    /// Live keys of a consumer at the same time: the old one and, while programs change over, the new one.
    public static let liveKeys = 2

    /// The keys of a consumer, newest first.
    public func keys(of consumer: Consumer) throws -> [KeyEntry] {
        try all(
            "SELECT id, consumer, created, expires, revoked FROM hub_key WHERE consumer = ?1 ORDER BY created DESC, id",
            consumer.id
        ) { row in
            KeyEntry(
                id: row.text(0) ?? "", consumer: row.integer(1), created: row.integer(2), expires: row.integer(3),
                revoked: row.isNull(4) ? nil : row.integer(4))
        }
    }

    /// Issues a key that holds until `expires`. Its text is in the result and nowhere else.
    ///
    /// - Throws: ``StoreError`` when the consumer has two live keys, or the time is longer than 400 days or over.
    public func issueKey(for consumer: Consumer, at now: Int64, expires: Int64) throws -> AccessKey {
        guard expires > now, expires - now <= Self.longestKeyLife else {
            throw StoreError(.misuse, "a key holds for at most 400 days, and not into the past")
        }
        let key = try AccessKey()
        try inTransaction {
            guard try keys(of: consumer).count(where: { $0.isLive(at: now) }) < Self.liveKeys else {
                throw StoreError(.misuse, "`\(consumer.name)` has \(Self.liveKeys) live keys: revoke one, or rotate")
            }
            try run(
                "INSERT INTO hub_key VALUES (?1, ?2, ?3, ?4, ?5, NULL)", key.id, consumer.id,
                AccessKey.hash(Array(key.text.utf8)).bytes, now, expires)
        }
        return key
    }

    /// Issues a new key and lets the newest of the old ones live on, so that programs can change over; older ones are
    /// revoked.
    public func rotateKey(of consumer: Consumer, at now: Int64, expires: Int64) throws -> AccessKey {
        for old in try keys(of: consumer).filter({ $0.isLive(at: now) }).dropFirst() {
            try revokeKey(old.id, at: now)
        }
        return try issueKey(for: consumer, at: now, expires: expires)
    }

    /// Revokes one key: it opens nothing from the next request on. False when there is no such live key.
    @discardableResult public func revokeKey(_ id: String, at now: Int64) throws -> Bool {
        try inTransaction {
            try run("UPDATE hub_key SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL", id, now)
            return database.changes > 0
        }
    }

    /// Revokes all keys of a consumer; says how many were not revoked before.
    @discardableResult public func revokeKeys(of consumer: Consumer, at now: Int64) throws -> Int {
        try inTransaction {
            try run("UPDATE hub_key SET revoked = ?2 WHERE consumer = ?1 AND revoked IS NULL", consumer.id, now)
            return Int(database.changes)
        }
    }
}
