public import Feeds
public import Model
public import Storage

/// Keeps the feeds' tables in step with their files. A new feed is filled from the rows that are there. A feed whose definition changed
/// is worked through anew in the same transaction: consumers are told what it now shows otherwise, and their cursors go on.
///
/// A new epoch, under which consumers load all again and drop what they are not shown, is left for what lines cannot tell: a feed
/// whose file was away (nobody kept its lines in step meanwhile), an entity whose hub ids begin with other letters than before
/// (one row cannot leave under one id and come under another), and, where rows have aged out of a window, one that opens again over
/// their days (what became of the copies since was not told) or an entity that is taken away (nothing is left that could leave).
public enum FeedKeeping {
    /// Prepares `feeds` in `store`. Inside a transaction; does nothing when nothing changed.
    ///
    /// - Parameter at: now, in milliseconds since 1970.
    /// - Returns: what became of the feeds that were filled or changed.
    @discardableResult public static func prepare(
        _ feeds: [CompiledFeed], schema: UnifiedSchema, in store: Store, at: Int64
    ) throws -> [FeedRework] {
        let known = Dictionary(uniqueKeysWithValues: try store.feeds().map { ($0.name, $0) })
        try retire(known, but: feeds, in: store)
        var (empty, standing): ([FeedRework], [FeedRework]) = ([], [])
        for feed in feeds {
            guard let state = known[feed.name] else {
                _ = try store.addFeed(feed.name, definition: feed.definition, at: at)
                empty.append(FeedRework(feed, .filled))
                continue
            }
            if state.definition == feed.definition { continue }
            if try mustRestart(state, feed, store, at: at) {
                try store.restartFeed(state.id, definition: feed.definition)
                empty.append(FeedRework(feed, .restarted))
            } else {
                try store.changeFeed(state.id, definition: feed.definition, at: at)
                standing.append(FeedRework(feed, .changed))
            }
        }
        try work(through: &empty, isFirst: true, schema, store, at: at)
        try work(through: &standing, isFirst: false, schema, store, at: at)
        return empty + standing
    }

    /// Whether the change of a feed cannot be told line by line.
    private static func mustRestart(
        _ state: Store.FeedState, _ feed: CompiledFeed, _ store: Store, at: Int64
    ) throws -> Bool {
        if state.definition.isEmpty { return true }
        let names = Set(feed.entities.map(\.name))
        if try store.agedEntities(state.id).contains(where: { try !names.contains(store.name($0) ?? "") }) {
            return true
        }
        let table = try FeedTable(store, id: state.id)
        return try feed.entities.contains { entity in
            let number = try store.number(of: entity.name, .entity)
            if let aged = try store.agedDay(state.id, entity: number),
                entity.window.map({ $0.firstDay(at: at) < aged }) ?? true
            {
                return true
            }
            let line = try table.anyRecord(of: number)
            return line.flatMap { LineIdentity($0) }.map { $0.prefix != entity.prefix } ?? false
        }
    }

    /// Empties the feeds whose files are gone: nobody keeps their lines in step any more. One that comes back is filled anew.
    private static func retire(_ known: [String: Store.FeedState], but feeds: [CompiledFeed], in store: Store) throws {
        let names = Set(feeds.map(\.name))
        for state in known.values where !names.contains(state.name) && !state.definition.isEmpty {
            try store.restartFeed(state.id, definition: "")
        }
    }

    /// Reads every row of the feeds' entities once, row by row, and makes its lines.
    private static func work(
        through reworks: inout [FeedRework], isFirst: Bool, _ schema: UnifiedSchema, _ store: Store, at: Int64
    ) throws {
        guard !reworks.isEmpty else { return }
        let publisher = try FeedPublisher(store, feeds: reworks.map(\.feed), system: "")
        for index in schema.entities.indices where reworks.contains(where: { $0.feed.entity(index) != nil }) {
            let plan = try EntityPlan(schema, index: index, store: store, keys: nil)
            let origins = try RowOrigins(store)
            var last: Int64 = 0
            while let row = try plan.table.next(after: last) {
                last = row
                guard let present = try plan.table.read(row) else { continue }
                let standing = FeedPublisher.Standing(
                    plan: plan, head: present.head, values: present.values, now: at, isFirst: isFirst)
                try publisher.rework(standing, origin: { try origins.origin(of: present.head) }) { feed, outcome in
                    reworks[feed].count(outcome, plan.table.schema, row)
                }
            }
        }
        if !isFirst { try withdraw(&reworks, publisher, store, at: at) }
        try publisher.save()
    }

    /// Takes back the lines of entities that the feeds do not have any more.
    private static func withdraw(
        _ reworks: inout [FeedRework], _ publisher: FeedPublisher, _ store: Store, at: Int64
    ) throws {
        for place in reworks.indices {
            let names = Set(reworks[place].feed.entities.map(\.name))
            for entity in try publisher.tables[place].entities() {
                let name = try store.name(entity) ?? ""
                guard !names.contains(name) else { continue }
                let count = try publisher.withdraw(entity, from: place, at: at)
                if count > 0 { reworks[place].entities[name, default: .init()].left += count }
            }
        }
    }
}
