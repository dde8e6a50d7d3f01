public import Feeds
public import Storage

extension FeedKeeping {
    /// Drops the tombstones that are older than their feed's retention, each feed in a transaction of its own.
    ///
    /// - Returns: how many of each feed.
    public static func purge(
        _ feeds: [CompiledFeed], in store: Store, at now: Int64
    ) throws -> [(feed: String, count: Int)] {
        let known = try store.feeds()
        return try feeds.compactMap { feed in
            guard let state = known.first(where: { $0.name == feed.name }) else { return nil }
            return (feed.name, try store.inTransaction { try store.purgeFeed(state.id, before: now - feed.retention) })
        }
    }
}
