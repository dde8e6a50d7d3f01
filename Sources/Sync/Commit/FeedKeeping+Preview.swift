public import Feeds
public import Model
import Storage

extension FeedKeeping {
    /// What ``prepare(_:schema:in:at:)`` would do now, which it does and takes back: the store is as it was. Others who write wait
    /// meanwhile.
    ///
    /// - Parameter path: the store's file.
    public static func preview(
        _ feeds: [CompiledFeed], schema: UnifiedSchema, path: String, at: Int64
    ) throws -> [FeedRework] {
        let store = try Store(path: path)
        try store.begin()
        defer { store.rollback() }
        return try prepare(feeds, schema: schema, in: store, at: at)
    }
}
