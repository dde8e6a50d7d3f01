import Connectors
public import Feeds
public import Model
import SQLite
public import Storage

/// Keeps the feeds' tables in step with their files: a new feed is filled from the rows that are there, a feed whose
/// definition changed is made anew under a new epoch, so that its consumers load it again and drop what it no longer shows.
public enum FeedKeeping {
    /// Prepares `feeds` in `store`. Inside a transaction; does nothing when nothing changed.
    ///
    /// - Returns: the names of the feeds that were filled or made anew.
    @discardableResult public static func prepare(
        _ feeds: [CompiledFeed], schema: UnifiedSchema, in store: Store, at: Int64
    ) throws -> [String] {
        let known = Dictionary(uniqueKeysWithValues: try store.feeds().map { ($0.name, $0) })
        try retire(known, but: feeds, in: store)
        var changed: [CompiledFeed] = []
        for feed in feeds {
            if let state = known[feed.name] {
                if state.definition == feed.definition { continue }
                try store.restartFeed(state.id, definition: feed.definition)
            } else {
                _ = try store.addFeed(feed.name, definition: feed.definition, at: at)
            }
            changed.append(feed)
        }
        if !changed.isEmpty { try fill(changed, schema, store, at: at) }
        return changed.map(\.name)
    }

    /// Empties the feeds whose files are gone: nobody keeps their lines in step any more. One that comes back is filled anew.
    private static func retire(_ known: [String: Store.FeedState], but feeds: [CompiledFeed], in store: Store) throws {
        let names = Set(feeds.map(\.name))
        for state in known.values where !names.contains(state.name) && !state.definition.isEmpty {
            try store.restartFeed(state.id, definition: "")
        }
    }

    private static func fill(_ feeds: [CompiledFeed], _ schema: UnifiedSchema, _ store: Store, at: Int64) throws {
        let publisher = try FeedPublisher(store, feeds: feeds, system: "")
        for index in schema.entities.indices where feeds.contains(where: { $0.entity(index) != nil }) {
            let plan = try EntityPlan(schema, index: index, store: store, keys: nil)
            let origins = try RowOrigins(store)
            var last: Int64 = 0
            while let row = try plan.table.next(after: last) {
                last = row
                guard let present = try plan.table.read(row) else { continue }
                let origin = try origins.origin(of: present.head)
                publisher.setSource(system: origin.system, key: origin.key)
                try publisher.publish(
                    plan, present.head, present.values.values, at: 0, arena: present.values.arena, changed: nil,
                    isNew: true, cause: .feedChange)
            }
        }
        try publisher.save()
    }
}
