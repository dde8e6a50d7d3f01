import Feeds
import Sync

/// Feeds by the names that people typed.
enum FeedNames {
    static func find(_ name: String, in hub: Hub) throws(CommandError) -> CompiledFeed {
        guard let feed = hub.feeds.first(where: { $0.name == name }) else {
            throw CommandError(Names.unknown("feed", name, among: hub.feeds.map(\.name)), code: .usage)
        }
        return feed
    }
}
