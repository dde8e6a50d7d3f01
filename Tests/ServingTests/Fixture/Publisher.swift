import Diagnostics
import Feeds
import JSON
import Model
import SQLite
import Storage

/// Publishes rows to feeds as a sync does: a line for each feed that shows the row, or did.
final class Publisher {
    let store: Store
    let feeds: [CompiledFeed]
    private var tables: [FeedTable] = []
    private var revisions: [Int64: Int64] = [:]
    /// The values of rows that are there, and when they were committed.
    private var present: [Int64: (values: [String?], at: Int64)] = [:]
    private let entity: Int64
    private let index: Int
    /// Breaks the protocol: rows that stop matching are not told.
    var skipsLeaves = false
    /// The clock of commits, in milliseconds since 1970.
    var now: Int64 = 1_800_000_000_000

    static let schema: UnifiedSchema = {
        var source = EntitySchema(
            name: "pollution_source", prefix: "ps", title: Title(zh: "污染源", en: "Source"), identity: .linked,
            key: ["name"])
        source.fields = ["name", "region", "phone", "note"].map { name in
            var field = FieldSchema(name: name, type: .text, title: Title(zh: name, en: name))
            if name == "phone" { field.sensitivity = .personal }
            if name == "note" { field.sensitivity = .secret }
            return field
        }
        var outlet = EntitySchema(
            name: "outlet", prefix: "ol", title: Title(zh: "排放口", en: "Outlet"), identity: .keyed, key: ["code"])
        outlet.fields = [FieldSchema(name: "code", type: .text, title: Title(zh: "编号", en: "Code"))]
        return UnifiedSchema(entities: [source, outlet])
    }()

    static let files = [
        """
        feed: water
        title: { zh: 水务, en: Water }
        partner: 水务局
        purpose: 执法
        entities:
          outlet: { columns: [code] }
          pollution_source:
            where: region == "441802"
            columns: [name, region]
        """,
        """
        feed: police
        title: { zh: 环警, en: Police }
        partner: 公安局
        purpose: 办案
        personal: true
        entities:
          pollution_source:
            where: region is not null
            columns: [name, phone]
            masks: { phone: keep_last(4) }
        """,
    ]

    static func compile(_ files: [String] = Publisher.files) throws -> [CompiledFeed] {
        try files.map { text in
            let bag = DiagnosticBag()
            let feed = CompiledFeed.read(name: "feed", bytes: Array(text.utf8), schema: schema, into: bag)
            guard let feed else { throw StoreError(.misuse, bag.diagnostics.map(\.message).joined(separator: "; ")) }
            return feed
        }
    }

    init(path: String, files: [String] = Publisher.files) throws {
        let store = try Store(path: path)
        let feeds = try Self.compile(files)
        self.store = store
        self.feeds = feeds
        index = Self.schema.index(of: "pollution_source")!
        (entity, tables) = try store.inTransaction {
            let entity = try store.number(of: "pollution_source", .entity)
            let known = try store.feeds()
            let tables = try feeds.map { feed in
                let id =
                    try known.first { $0.name == feed.name }?.id
                    ?? store.addFeed(feed.name, definition: feed.definition, at: 0).id
                return try FeedTable(store, id: id)
            }
            return (entity, tables)
        }
    }

    /// Commits changes: a row's texts (name, region, phone, note), or nil for a row that is gone.
    func commit(_ changes: [(row: Int64, values: [String?]?)]) throws {
        now += 1000
        try store.inTransaction {
            for table in tables { try table.load() }
            for change in changes {
                let rev = revisions[change.row, default: 0] + 1
                revisions[change.row] = rev
                try keepHistory(of: change.row, before: rev)
                present[change.row] = change.values.map { ($0, now) }
                for (feed, table) in zip(feeds, tables) { try publish(change, rev, feed, table) }
            }
            for table in tables { try table.saveHead() }
        }
    }

    func commit(_ row: Int64, _ values: String?...) throws { try commit([(row, values)]) }

    func remove(_ row: Int64) throws { try commit([(row, nil)]) }

    /// The revision that ends is put into the history, as a sync does.
    private func keepHistory(of row: Int64, before rev: Int64) throws {
        guard let last = present[row] else { return }
        var writer = JSONWriter()
        writer.beginObject()
        for (name, value) in zip(["name", "region", "phone", "note"], last.values) {
            guard let value else { continue }
            writer.key(name)
            writer.string(value)
        }
        writer.endObject()
        let kept = try store.database.prepare(
            "INSERT OR REPLACE INTO hub_history VALUES (?1, ?2, ?3, 1, ?4, 1, ?5, ?6)")
        try kept.bind(all: [row, rev - 1, entity, last.at, now])
        try kept.bind(String(decoding: writer.bytes, as: UTF8.self), at: 6)
        try kept.run()
    }

    /// Commits that a row was found to be another one, in every feed that shows it.
    func merge(_ row: Int64, into survivor: Int64) throws {
        now += 1000
        let rev = revisions[row, default: 0] + 1
        revisions[row] = rev
        try store.inTransaction {
            for (feed, table) in zip(feeds, tables) {
                try table.load()
                guard let part = feed.entity(index), let present = try table.find(entity: entity, row: row) else {
                    continue
                }
                var line: [UInt8] = []
                let note = FeedChange(seq: table.nextSeq, row: row, rev: rev, at: now, cause: .identityMerge)
                FeedLine.appendMerge(note, into: survivor, of: part, to: &line)
                try table.put(
                    .merge, entity: entity, row: row, at: now, line: line, recordAt: Int(survivor),
                    replacing: present.seq)
                try table.saveHead()
            }
        }
    }

    private func publish(
        _ change: (row: Int64, values: [String?]?), _ rev: Int64, _ feed: CompiledFeed, _ table: FeedTable
    ) throws {
        guard let part = feed.entity(index) else { return }
        let (values, arena) = Self.mapped(change.values ?? [])
        let present = try table.find(entity: entity, row: change.row)
        let isMember = change.values != nil && part.matches(values, at: 0, arena: arena)
        var note = FeedChange(seq: table.nextSeq, row: change.row, rev: rev, at: now, cause: .sourceUpdate)
        var line: [UInt8] = []
        if isMember {
            let at = FeedLine.appendUpsert(
                note, of: part, source: FeedSource(system: "permits"), values: values, at: 0,
                arena: arena, to: &line)
            try table.put(
                .upsert, entity: entity, row: change.row, at: now, line: line, recordAt: at, replacing: present?.seq)
        } else if let present, present.operation == .upsert {
            if skipsLeaves, change.values != nil { return }
            note.cause = change.values == nil ? .sourceDeleted : .outOfScope
            let kind: FeedLine.Tombstone = change.values == nil ? .delete : .leave
            FeedLine.appendTombstone(kind, note, of: part, to: &line)
            try table.put(
                change.values == nil ? .delete : .leave, entity: entity, row: change.row, at: now, line: line,
                recordAt: 0, replacing: present.seq)
        }
    }

    private static func mapped(_ texts: [String?]) -> ([MappedValue], [UInt8]) {
        var values = [MappedValue](repeating: .null, count: 4)
        var arena: [UInt8] = []
        for (index, text) in texts.enumerated() {
            guard let text else { continue }
            values[index] = .text(offset: arena.count, length: text.utf8.count)
            arena += Array(text.utf8)
        }
        return (values, arena)
    }

    static func id(_ row: Int64) -> String { HubID(prefix: HubID.Prefix("ps")!, number: row).description }
}
