import Feeds
import Model
import SQLite
import Storage

/// Makes the lines of the feeds as rows change: filtered, masked and encoded once, inside the page's transaction.
///
/// What a feed may not show is never in its table. A row that stops matching a filter leaves only the feeds that showed it.
final class FeedPublisher {
    private let feeds: [CompiledFeed]
    private let definitions: FeedDefinitions
    private let tables: [FeedTable]
    private var source: FeedSource
    private var line: [UInt8] = []
    private let members: MemberTable
    private var shown: [MappedValue] = []

    init(_ store: Store, feeds: [CompiledFeed], system: String, members: MemberTable? = nil) throws {
        let known = Dictionary(uniqueKeysWithValues: try store.feeds().map { ($0.name, $0) })
        self.feeds = feeds.filter { known[$0.name] != nil }
        tables = try self.feeds.compactMap { feed in try known[feed.name].map { try FeedTable(store, id: $0.id) } }
        definitions = try FeedDefinitions(store, feeds: self.feeds)
        source = FeedSource(system: system)
        self.members = try members ?? MemberTable(store)
    }

    /// How many feeds there are.
    var count: Int { tables.count }

    /// How each feed shows entity `index`.
    func entities(_ index: Int) -> [CompiledFeedEntity?] { feeds.map { $0.entity(index) } }

    /// At the start of every transaction.
    func load() throws {
        try definitions.check()
        for table in tables { try table.load() }
    }

    /// Before every commit.
    func save() throws { for table in tables { try table.saveHead() } }

    /// Says which system and record the following rows come from.
    func setSource(system: String, key: [UInt8]) {
        source = FeedSource(system: system)
        setKey(key)
    }

    /// Says which record the following rows come from.
    func setKey(_ key: [UInt8]) {
        source.keys.removeAll(keepingCapacity: true)
        source.keys.append(contentsOf: key)
        source.key = 0..<source.keys.count
    }

    /// Tells the feeds of a row that is new or has changed.
    func publish(
        _ plan: EntityPlan, _ head: EntityTable.Head, _ values: [MappedValue], at base: Int, arena: [UInt8],
        changed: ColumnSet?, isNew: Bool, cause: FeedCause = .sourceUpdate, prepared: PreparedPage? = nil,
        index: Int = 0, isForced: Bool = false
    ) throws {
        if plan.linked.isEmpty {
            return try put(
                plan, head, values, at: base, arena: arena, changed: changed, isNew: isNew, cause: cause,
                prepared: prepared, index: index, isForced: isForced)
        }
        // Members mean nothing to partners: references show the things that they belong to.
        shown.removeAll(keepingCapacity: true)
        shown.append(contentsOf: values[base..<base + plan.width])
        for column in plan.linked where shown[column].kind == .reference {
            shown[column].payload = try members.row(of: shown[column].payload)
        }
        try put(
            plan, head, shown, at: 0, arena: arena, changed: changed, isNew: isNew, cause: cause, prepared: prepared,
            index: index, isForced: isForced)
    }

    private func put(
        _ plan: EntityPlan, _ head: EntityTable.Head, _ values: [MappedValue], at base: Int, arena: [UInt8],
        changed: ColumnSet?, isNew: Bool, cause: FeedCause, prepared: PreparedPage?, index: Int, isForced: Bool
    ) throws {
        for place in tables.indices {
            guard let entity = feeds[place].entity(plan.index) else { continue }
            let table = tables[place]
            let present = isNew ? nil : try table.find(entity: plan.table.number, row: head.row)
            guard entity.matches(values, at: base, arena: arena) else {
                if let present, present.operation == .upsert {
                    try bury(.leave, .outOfScope, plan, head, entity, table, present, at: head.at)
                }
                continue
            }
            source.recordedAt = head.at
            line.removeAll(keepingCapacity: true)
            let change = FeedChange(seq: table.nextSeq, row: head.row, rev: head.rev, at: head.at, cause: cause)
            let start = FeedLine.appendHead(change, of: entity, changed: changed, source: source, to: &line)
            if let object = prepared?.object(index, feed: place) {
                line.append(contentsOf: object)
            } else {
                entity.appendRecord(values, at: base, arena: arena, to: &line)
            }
            FeedLine.appendEnd(to: &line)
            if !isForced, let present, present.operation == .upsert,
                present.record.elementsEqual(line[start..<line.count - 1])
            {
                continue
            }
            try table.put(
                .upsert, entity: plan.table.number, row: head.row, at: head.at, line: line, recordAt: start,
                replacing: present?.seq)
        }
    }

    /// Tells the feeds that showed a row that it is gone.
    func remove(_ plan: EntityPlan, _ head: EntityTable.Head, at: Int64, cause: FeedCause) throws {
        for (feed, table) in zip(feeds, tables) {
            guard let entity = feed.entity(plan.index),
                let present = try table.find(entity: plan.table.number, row: head.row), present.operation == .upsert
            else { continue }
            var last = head
            last.rev += 1
            try bury(.delete, cause, plan, last, entity, table, present, at: at)
        }
    }

    /// Tells the feeds that showed a row that it was found to be `survivor`. A feed that does not show that one is not told of it.
    func merge(_ plan: EntityPlan, _ head: EntityTable.Head, into survivor: Int64, at: Int64) throws {
        for (feed, table) in zip(feeds, tables) {
            guard let entity = feed.entity(plan.index),
                let present = try table.find(entity: plan.table.number, row: head.row), present.operation == .upsert
            else { continue }
            var last = head
            last.rev += 1
            guard try table.find(entity: plan.table.number, row: survivor)?.operation == .upsert else {
                try bury(.leave, .identityMerge, plan, last, entity, table, present, at: at)
                continue
            }
            line.removeAll(keepingCapacity: true)
            let change = FeedChange(seq: table.nextSeq, row: last.row, rev: last.rev, at: at, cause: .identityMerge)
            FeedLine.appendMerge(change, into: survivor, of: entity, to: &line)
            try table.put(
                .merge, entity: plan.table.number, row: last.row, at: at, line: line, recordAt: Int(survivor),
                replacing: present.seq)
        }
    }

    private func bury(
        _ operation: FeedTable.Operation, _ cause: FeedCause, _ plan: EntityPlan, _ head: EntityTable.Head,
        _ entity: CompiledFeedEntity, _ table: FeedTable, _ present: FeedTable.Present, at: Int64
    ) throws {
        line.removeAll(keepingCapacity: true)
        let change = FeedChange(seq: table.nextSeq, row: head.row, rev: head.rev, at: at, cause: cause)
        FeedLine.appendTombstone(operation == .delete ? .delete : .leave, change, of: entity, to: &line)
        try table.put(
            operation, entity: plan.table.number, row: head.row, at: at, line: line, recordAt: 0, replacing: present.seq
        )
    }
}
