import Connectors
import Diagnostics
import Feeds
import Foundation
import Model
import SQLite
import Storage
import Sync
import TestServers

/// The hub of one schedule: two systems' records come in through the commit of real runs, feeds are kept by what keeps them in service,
/// on a store in a file.
final class World {
    static let schema: UnifiedSchema = {
        let files = [
            """
            entity: works
            prefix: wk
            title: { zh: 厂, en: Works }
            identity: linked
            key: [code]
            identifiers: [uscc]
            fields:
              code: { type: text, title: { zh: 编码, en: Code }, required: true }
              uscc: { type: text, title: { zh: 信用代码, en: USCC } }
              name: { type: text, title: { zh: 名称, en: Name } }
              region: { type: text, title: { zh: 地区, en: Region } }
            """,
            """
            entity: permit
            prefix: pm
            title: { zh: 证, en: Permit }
            identity: keyed
            key: [number]
            fields:
              number: { type: text, title: { zh: 编号, en: Number }, required: true }
              source: { type: ref(works), title: { zh: 厂, en: Works } }
              medium: { type: text, title: { zh: 介质, en: Medium } }
              mass: { type: decimal, title: { zh: 质量, en: Mass } }
            """,
            """
            entity: sample
            prefix: sa
            title: { zh: 数据, en: Sample }
            identity: keyed
            key: [point, time]
            time: time
            late: 1d
            facts: [value]
            fields:
              point: { type: text, title: { zh: 点位, en: Point }, required: true }
              time: { type: datetime, title: { zh: 时间, en: Time }, required: true }
              value: { type: decimal, title: { zh: 值, en: Value } }
            """,
        ].enumerated().map { (name: "e\($0).yaml", bytes: Array($1.utf8)) }
        return SchemaReader.read(files, into: DiagnosticBag())!
    }()

    static func id(_ prefix: String, _ row: Int64) -> String {
        HubID(prefix: HubID.Prefix(prefix)!, number: row).description
    }

    private let path: String
    private(set) var store: Store
    private(set) var reader: FeedReader
    private(set) var variant: FeedVariant
    private(set) var feed: CompiledFeed
    private var commits: [String: PageCommit] = [:]
    private var backup: (file: String, variant: FeedVariant)?
    private var salt = 0
    /// The clock, in milliseconds since 1970; it begins in the middle of a day.
    var now: Int64 = 1_800_000_000_000
    /// Breaks the protocol: rows that stop matching are not told.
    var skipsLeaves = false

    init(path: String) throws {
        self.path = path
        variant = FeedVariant()
        feed = try variant.compiled()
        store = try Store(path: path)
        try World.soften(store)
        try store.inTransaction { [store, feed, now] in
            _ = try FeedKeeping.prepare([feed], schema: World.schema, in: store, at: now)
        }
        reader = try FeedReader(path: path)
    }

    /// Power cuts are not simulated: nothing needs to reach the disk.
    private static func soften(_ store: Store) throws { try store.database.execute("PRAGMA synchronous=OFF") }

    var feedID: Int64 { 1 }

    private func commit(_ system: String) throws -> PageCommit {
        if let known = commits[system] { return known }
        let source = SourceIdentity(
            connector: system, system: system, absentIsDeleted: Set(World.schema.entities.indices))
        let made = try store.inTransaction {
            try PageCommit(store, schema: World.schema, feeds: [feed], source: source, versionSeed: 1)
        }
        commits[system] = made
        return made
    }

    private struct Cut: Error {}

    /// Commits records as one page; a transaction that `isCut` ends with the process that was in it.
    func put(_ records: [WorldRecord], of system: String, isCut: Bool = false) throws {
        now += 1000
        salt += 1
        var (page, batch) = WorldRecord.page(records, schema: World.schema, salt: salt)
        let commit = try commit(system)
        let plan = RecordPlan(
            shape: WorldRecord.shape, identity: [0], deleteFlag: .init(slot: 1, values: ["x"]))
        do {
            try store.inTransaction {
                let head = try store.feeds()[0].head
                _ = try commit.commit(
                    page, &batch, plan: plan, stamp: Stamp(run: 1, version: 1, at: now), version: "v")
                if skipsLeaves { try store.run("DELETE FROM hub_feed_1 WHERE op = 2 AND seq > ?1", head) }
                if isCut { throw Cut() }
            }
        } catch is Cut { try reopen() }
    }

    /// Gives the feed another definition.
    func define(_ next: FeedVariant, isCut: Bool = false) throws {
        now += 1000
        let made = try next.compiled()
        do {
            try store.inTransaction {
                let head = try store.feeds()[0].head
                _ = try FeedKeeping.prepare([made], schema: World.schema, in: store, at: now)
                if skipsLeaves { try store.run("DELETE FROM hub_feed_1 WHERE op = 2 AND seq > ?1", head) }
                if isCut { throw Cut() }
            }
            (variant, feed, commits) = (next, made, [:])
        } catch is Cut { try reopen() }
    }

    /// What is done once a day: with the retention of the feed and its window.
    func purge() throws { _ = try FeedKeeping.purge([feed], in: store, at: now) }

    /// Drops tombstones as early as an admin could.
    func purge(before moment: Int64) throws {
        _ = try store.inTransaction { try store.purgeFeed(feedID, before: moment) }
    }

    func keepBackup() throws {
        let file = path + ".backup-\(now)"
        let copy = try Database(path: file)
        try copy.execute("PRAGMA synchronous=OFF")
        try store.database.backup(to: copy)
        backup = (file, variant)
    }

    /// Puts the backup back, with the files of today; the admin renews the feed, as they are told to.
    func restore(isRenewed: Bool) throws {
        guard let backup else { return }
        try Database(path: backup.file).backup(to: store.database)
        let today = variant
        (variant, feed) = (backup.variant, try backup.variant.compiled())
        try reopen()
        if isRenewed { try store.inTransaction { try store.renewFeed(feedID) } }
        if today != variant { try define(today) }
    }

    /// The process ends and starts anew.
    func reopen() throws {
        commits = [:]
        store = try Store(path: path)
        try World.soften(store)
        reader = try FeedReader(path: path)
    }
}

/// A record as a connector gives it.
struct WorldRecord {
    enum Row {
        case works(code: String, uscc: String?, name: String, region: String)
        case permit(number: String, works: Int?, medium: String, mass: Int64?)
        case sample(point: String, time: Int64, value: Int64?)
    }

    static let shape = RecordShape(scopes: [.init(paths: ["key", "flag"])])

    var key: String
    var rows: [Row] = []
    var isDeleted = false

    static func page(_ records: [WorldRecord], schema: UnifiedSchema, salt: Int) -> (RecordPage, MappedBatch) {
        var page = RecordPage(shape: shape)
        page.name = "page"
        var batch = MappedBatch()
        for (index, record) in records.enumerated() {
            let start = page.bytes.count
            page.scopes[0].fields += [slice(record.key, &page), slice(record.isDeleted ? "x" : "", &page)]
            page.scopes[0].rowCount += 1
            page.bytes += Array("\(salt)".utf8)
            page.places.append(.init(offset: start, length: page.bytes.count - start, item: index + 1, line: index + 2))
            let first = batch.rows.count
            for row in record.rows { row.append(first, index, schema, &batch) }
            batch.rowStarts.append(Int32(batch.rows.count))
            batch.outcomes.append(.mapped)
        }
        return (page, batch)
    }

    private static func slice(_ text: String, _ page: inout RecordPage) -> FieldSlice {
        defer { page.bytes += Array(text.utf8) }
        return FieldSlice(.text, offset: page.bytes.count, length: text.utf8.count)
    }
}

extension WorldRecord.Row {
    func append(_ first: Int, _ record: Int, _ schema: UnifiedSchema, _ batch: inout MappedBatch) {
        func text(_ value: String?) -> MappedValue {
            guard let value else { return .null }
            defer { batch.arena += Array(value.utf8) }
            return .text(offset: batch.arena.count, length: value.utf8.count)
        }
        func number(_ value: Int64?) -> MappedValue { value.map { MappedValue(.decimal, payload: $0) } ?? .null }
        let base = batch.values.count
        var name = ""
        switch self {
        case .works(let code, let uscc, let title, let region):
            name = "works"
            batch.values += [text(code), text(uscc), text(title), text(region)]
        case .permit(let code, let works, let medium, let mass):
            name = "permit"
            let link = works.map { MappedValue(.row, payload: Int64(first + $0)) } ?? .null
            batch.values += [text(code), link, text(medium), number(mass)]
        case .sample(let point, let time, let value):
            name = "sample"
            batch.values += [text(point), MappedValue(.datetime, payload: time), number(value)]
        }
        batch.rows.append(
            .init(
                entity: schema.index(of: name)!, record: record, parent: -1, firstValue: base, target: 0,
                isReference: false))
    }
}
