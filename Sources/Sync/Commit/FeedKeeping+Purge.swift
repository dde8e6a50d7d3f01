public import Feeds
public import Storage

extension FeedKeeping {
    /// Drops the tombstones that are older than their feed's retention, and records that are older than their window besides; each feed
    /// in a transaction of its own.
    ///
    /// - Returns: how many lines of each feed.
    public static func purge(
        _ feeds: [CompiledFeed], in store: Store, at now: Int64
    ) throws -> [(feed: String, count: Int)] {
        let known = try store.feeds()
        return try feeds.compactMap { feed in
            guard let state = known.first(where: { $0.name == feed.name }) else { return nil }
            return (feed.name, try store.inTransaction { try purge(feed, state.id, in: store, at: now) })
        }
    }

    private static func purge(_ feed: CompiledFeed, _ id: Int64, in store: Store, at now: Int64) throws -> Int {
        let moment = now - feed.retention
        var count = try store.purgeFeed(id, before: moment)
        for entity in feed.entities {
            guard let window = entity.window else { continue }
            count += try store.ageFeed(
                id, entity: store.number(of: entity.name, .entity), by: entity.columns[window.place].name,
                before: window.firstDay(at: now), lines: moment)
        }
        return count
    }
}
