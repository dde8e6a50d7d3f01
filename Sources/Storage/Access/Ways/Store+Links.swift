import Crypto
import SQLite

extension Store {
    /// The links of a consumer, newest first.
    public func links(of consumer: Consumer) throws -> [SignedLink] {
        try SignedLink.all(database).filter { $0.consumer == consumer.id }.sorted {
            ($1.created, $0.id) < ($0.created, $1.id)
        }
    }

    /// Makes a link under the consumer's newest live key, and gives the value of its parameter `sig`.
    ///
    /// - Throws: ``StoreError`` when the consumer has no live key, too many links, the target is none, or its time is longer than 90
    ///   days or over.
    public func issueLink(
        to text: String, for consumer: Consumer, at now: Int64, expires: Int64
    ) throws -> (link: SignedLink, signature: String) {
        guard let target = SignedTarget(text), !target.query.contains(where: { $0.name == LinkSeal.parameter }) else {
            throw StoreError(
                .misuse, "`\(text.prefix(200))` is no path of this hub, such as /v1/feeds/water/outlet?f=csv")
        }
        guard expires > now, expires - now <= SignedLink.longestLife else {
            throw StoreError(.misuse, "a link holds for at most 90 days, and not into the past")
        }
        let id = String(try AccessKey().id)
        let seal = LinkSeal(secret: try feedSecret())
        return try inTransaction {
            guard let key = try keys(of: consumer).first(where: { $0.isLive(at: now) }) else {
                throw StoreError(
                    .misuse, "`\(consumer.name)` has no live key: a link ends with the key that it was made under")
            }
            // What is over for long need not be told as such any more.
            try run("DELETE FROM hub_link WHERE expires < ?1", now - SignedLink.longestLife)
            let open = try links(of: consumer).count { $0.revoked == nil && now < $0.expires }
            guard open < SignedLink.most else {
                throw StoreError(.misuse, "`\(consumer.name)` has \(SignedLink.most) open links: revoke some")
            }
            let link = SignedLink(
                id: id, consumer: consumer.id, key: key.id, target: text, created: now,
                expires: min(expires, key.expires))
            try run(
                "INSERT INTO hub_link VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)", link.id, link.consumer, link.key,
                link.target,
                link.created, link.expires)
            return (link, seal.signature(of: link, target))
        }
    }

    /// Revokes a link of a consumer. False when there is no such link, or it was revoked already.
    @discardableResult public func revokeLink(_ id: String, of consumer: Consumer, at now: Int64) throws -> Bool {
        try inTransaction {
            try run(
                "UPDATE hub_link SET revoked = ?3 WHERE id = ?1 AND consumer = ?2 AND revoked IS NULL", id, consumer.id,
                now)
            return database.changes > 0
        }
    }
}

extension SignedLink {
    /// All links.
    static func all(_ database: Database) throws -> [SignedLink] {
        var links: [SignedLink] = []
        let rows = try database.prepare("SELECT id, consumer, key, target, created, expires, revoked FROM hub_link")
        while try rows.step() {
            var link = SignedLink(
                id: rows.text(0) ?? "", consumer: rows.integer(1), key: rows.text(2) ?? "", target: rows.text(3) ?? "",
                created: rows.integer(4), expires: rows.integer(5))
            link.revoked = rows.isNull(6) ? nil : rows.integer(6)
            links.append(link)
        }
        return links
    }
}
