import Feeds
import Model
import SQLite
import Storage

/// Makes the lines of the feeds as rows change: filtered, masked and encoded once, inside the page's transaction.
///
/// What a feed may not show is never in its table. A row that stops matching a filter leaves only the feeds that showed it.
///
///     row of another value ──> shown by the feed before? ── no ──> upsert, told late when it came late
///                                   │ yes
///                                   ├─ its record is the same bytes ──> no line
///                                   └─ compared with the bytes shown ──> upsert with what changed; a correction when a fact did
final class FeedPublisher {
    let feeds: [CompiledFeed]
    private let definitions: FeedDefinitions
    let tables: [FeedTable]
    var source: FeedSource
    var line: [UInt8] = []
    /// The record of a row that the feed shows already.
    var record: [UInt8] = []
    var news = RecordNews()
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

    /// A row that is new or has changed.
    struct Change {
        let plan: EntityPlan
        let head: EntityTable.Head
        /// Whether no feed can have a line of it.
        var isNew = false
        /// Whether it was not there before.
        var isInsertion = false
        var cause = FeedCause.sourceUpdate
        /// Whether feeds tell of it even when they show nothing else of it than before.
        var isForced = false
        /// What was prepared of it: its place there.
        var prepared: PreparedPage?
        var index = 0
    }

    /// Tells the feeds of a row whose values begin at `base`.
    func publish(_ change: Change, _ values: [MappedValue], at base: Int, arena: [UInt8]) throws {
        try resolved(change.plan, values, base) { try put(change, $0, at: $1, arena: arena) }
    }

    /// Gives `body` the values as partners see them. Members mean nothing to them: references show the things that they belong to.
    func resolved(
        _ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ body: ([MappedValue], Int) throws -> Void
    ) throws {
        if plan.linked.isEmpty { return try body(values, base) }
        shown.removeAll(keepingCapacity: true)
        shown.append(contentsOf: values[base..<base + plan.width])
        for column in plan.linked where shown[column].kind == .reference {
            shown[column].payload = try members.row(of: shown[column].payload)
        }
        try body(shown, 0)
    }

    private func put(_ change: Change, _ values: [MappedValue], at base: Int, arena: [UInt8]) throws {
        let (plan, head) = (change.plan, change.head)
        source.recordedAt = head.at
        for place in tables.indices {
            guard let entity = feeds[place].entity(plan.index) else { continue }
            let table = tables[place]
            let present = change.isNew ? nil : try table.find(entity: plan.table.number, row: head.row)
            guard entity.matches(values, at: base, arena: arena) else {
                if let present, present.operation == .upsert {
                    try bury(.leave, .outOfScope, plan, head, entity, table, present, at: head.at)
                }
                continue
            }
            let isShown = present?.operation == .upsert
            if !isShown, !entity.covers(values, at: base, now: head.at) { continue }
            let object = change.prepared?.object(change.index, feed: place)
            guard let present, present.operation == .upsert else {
                let isLate =
                    change.isInsertion && change.cause == .sourceUpdate
                    && entity.isLate(values, at: base, now: head.at)
                let told = told(of: head, in: table, at: head.at, isLate ? .late : change.cause)
                try show(told, plan, entity, table, replacing: present?.seq) { line in
                    if let object { return line.append(contentsOf: object) }
                    entity.appendRecord(values, at: base, arena: arena, to: &line)
                }
                continue
            }
            record.removeAll(keepingCapacity: true)
            if let object {
                record.append(contentsOf: object)
            } else {
                entity.appendRecord(values, at: base, arena: arena, to: &record)
            }
            if !change.isForced, present.record.elementsEqual(record) { continue }
            try update(told(of: head, in: table, at: head.at, change.cause), plan, entity, table, present)
        }
    }

    /// What a line says of a row. A feed that was changed tells of its rows by revisions that count its changes, so that a row which
    /// it shows otherwise than before has another revision too.
    func told(
        of head: EntityTable.Head, in table: FeedTable, at: Int64, _ cause: FeedCause
    ) -> FeedChange {
        FeedChange(seq: table.nextSeq, row: head.row, rev: head.rev + table.changes, at: at, cause: cause)
    }

    /// Stores the line of a row that the feed does not show yet.
    func show(
        _ change: FeedChange, _ plan: EntityPlan, _ entity: CompiledFeedEntity, _ table: FeedTable,
        replacing present: Int64?, record: (inout [UInt8]) -> Void
    ) throws {
        line.removeAll(keepingCapacity: true)
        let start = FeedLine.appendHead(change, of: entity, source: source, to: &line)
        record(&line)
        FeedLine.appendEnd(to: &line)
        try table.put(
            .upsert, entity: plan.table.number, row: change.row, at: change.at, line: line, recordAt: start,
            replacing: present)
    }

    /// Stores the line of a row that the feed shows, and whose ``record`` was made.
    func update(
        _ change: FeedChange, _ plan: EntityPlan, _ entity: CompiledFeedEntity, _ table: FeedTable,
        _ present: FeedTable.Present
    ) throws {
        news.compare(Array(present.record), with: record, of: entity)
        var change = change
        if change.cause == .sourceUpdate, news.isCorrection { change.cause = .correction }
        line.removeAll(keepingCapacity: true)
        let rev = LineIdentity(present.line)?.rev ?? 0
        let start = FeedLine.appendUpsert(
            change, of: entity, news: news, since: rev, source: source, record: record, to: &line)
        try table.put(
            .upsert, entity: plan.table.number, row: change.row, at: change.at, line: line, recordAt: start,
            replacing: present.seq)
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
            FeedLine.appendMerge(
                told(of: last, in: table, at: at, .identityMerge), into: survivor, of: entity, to: &line)
            try table.put(
                .merge, entity: plan.table.number, row: last.row, at: at, line: line, recordAt: Int(survivor),
                replacing: present.seq)
        }
    }

    func bury(
        _ operation: FeedTable.Operation, _ cause: FeedCause, _ plan: EntityPlan, _ head: EntityTable.Head,
        _ entity: CompiledFeedEntity, _ table: FeedTable, _ present: FeedTable.Present, at: Int64
    ) throws {
        line.removeAll(keepingCapacity: true)
        FeedLine.appendTombstone(
            operation == .delete ? .delete : .leave, told(of: head, in: table, at: at, cause), of: entity, to: &line)
        try table.put(
            operation, entity: plan.table.number, row: head.row, at: at, line: line, recordAt: 0, replacing: present.seq
        )
    }
}
