import SQLite

extension FeedReader {
    /// The webhooks of a consumer. Inside ``snapshot(_:)``.
    public func webhooks(of consumer: Int64) throws -> [Webhook] {
        try Webhook.all(in: database, where: "consumer = ?1", [consumer])
    }

    /// One of them; nil when there is none of that id, or it is another consumer's. Inside ``snapshot(_:)``.
    public func webhook(_ id: String, of consumer: Int64) throws -> Webhook? {
        try Webhook.all(in: database, where: "consumer = ?1 AND id = ?2", [consumer, id]).first
    }

    /// The webhooks that may be told something at a moment. Inside ``snapshot(_:)``.
    public func webhooks(dueAt now: Int64) throws -> [Webhook] {
        try Webhook.all(in: database, where: "state = 'active' AND next <= ?1", [now])
    }

    /// How many webhooks are in each state. Inside ``snapshot(_:)``.
    public func webhookCounts() throws -> [Webhook.State: Int64] {
        let rows = try database.prepare("SELECT state, count(*) FROM hub_webhook GROUP BY state")
        var counts: [Webhook.State: Int64] = [:]
        while try rows.step() { Webhook.State(rawValue: rows.text(0) ?? "").map { counts[$0] = rows.integer(1) } }
        return counts
    }

    /// How many lines a feed has behind `position`, counted up to `most`. Inside ``snapshot(_:)``.
    public func lineCount(of feed: FeedHead, after position: Int64, most: Int64) throws -> Int64 {
        let row = try database.prepare(
            "SELECT count(*) FROM (SELECT 1 FROM hub_feed_\(feed.id) WHERE seq > ?1 LIMIT ?2)")
        try row.bind(all: [position, most])
        return try row.step() ? row.integer(0) : 0
    }
}
