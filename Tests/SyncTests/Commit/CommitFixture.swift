import Connectors
import Diagnostics
import Feeds
import Foundation
import Model
import SQLite
import Storage

@testable import Sync

/// A store with four entities and a feed, and pages made by hand.
final class CommitFixture {
    static let schemaFiles: [(name: String, bytes: [UInt8])] = [
        """
        entity: source
        prefix: ps
        title: { zh: 污染源, en: Source }
        identity: linked
        key: [local_code]
        identifiers: [uscc]
        fields:
          local_code: { type: text, title: { zh: 编码, en: Code }, required: true }
          uscc: { type: text, title: { zh: 信用代码, en: USCC } }
          name: { type: text, title: { zh: 名称, en: Name } }
        """,
        """
        entity: permit
        prefix: pm
        title: { zh: 许可证, en: Permit }
        identity: keyed
        key: [number]
        fields:
          number: { type: text, title: { zh: 编号, en: Number }, required: true }
          source: { type: ref(source), title: { zh: 源, en: Source } }
          medium: { type: text, title: { zh: 介质, en: Medium } }
          mass: { type: decimal, title: { zh: 质量, en: Mass } }
        """,
        """
        entity: outlet
        prefix: ol
        title: { zh: 排放口, en: Outlet }
        identity: keyed
        key: [permit, code]
        fields:
          permit: { type: ref(permit), title: { zh: 证, en: Permit }, required: true }
          code: { type: text, title: { zh: 编号, en: Code }, required: true }
        """,
        """
        entity: stack
        prefix: st
        title: { zh: 烟囱, en: Stack }
        identity: keyed
        key: [source, code]
        fields:
          source: { type: ref(source), title: { zh: 源, en: Source }, required: true }
          code: { type: text, title: { zh: 编号, en: Code }, required: true }
          note: { type: text, title: { zh: 说明, en: Note } }
        """,
        """
        entity: sample
        prefix: sa
        title: { zh: 监测数据, en: Sample }
        identity: keyed
        key: [point, time]
        time: time
        late: 2d
        facts: [value, unit]
        fields:
          point: { type: text, title: { zh: 点位, en: Point }, required: true }
          time: { type: datetime, title: { zh: 时间, en: Time }, required: true }
          value: { type: decimal, title: { zh: 值, en: Value } }
          unit: { type: text, title: { zh: 单位, en: Unit } }
          flag: { type: text, title: { zh: 标记, en: Flag } }
        """,
    ].enumerated().map { (name: "e\($0).yaml", bytes: Array($1.utf8)) }

    static let feed = """
        feed: water
        title: { zh: 水, en: Water }
        partner: 水务局
        purpose: test
        retention: 90d
        entities:
          permit: { where: medium == "water", columns: [number, mass, source] }
          source: { columns: [name] }
          stack: { columns: [source, code, note] }
        """

    let store: Store
    let schema: UnifiedSchema
    let feeds: [CompiledFeed]
    let directory: String
    var run: Int64 = 0

    init() throws {
        let bag = DiagnosticBag()
        directory = NSTemporaryDirectory() + "commit-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        schema = SchemaReader.read(CommitFixture.schemaFiles, into: bag)!
        feeds = [
            CompiledFeed.read(name: "water.yaml", bytes: Array(CommitFixture.feed.utf8), schema: schema, into: bag)!
        ]
        store = try Store(path: directory + "/envhub.db")
        try store.inTransaction { _ = try FeedKeeping.prepare(feeds, schema: schema, in: store, at: 0) }
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func compiledFeed(_ text: String, name: String = "water") throws -> CompiledFeed {
        let bag = DiagnosticBag()
        let feed = CompiledFeed.read(name: name + ".yaml", bytes: Array(text.utf8), schema: schema, into: bag)
        guard let feed else { throw FixtureError(text: TextRenderer().render(bag.diagnostics)) }
        return feed
    }

    /// Makes the store's feeds those of `feeds`, as the next run would.
    func prepare(_ feeds: [CompiledFeed], at: Int64 = 1) throws {
        try store.inTransaction { _ = try FeedKeeping.prepare(feeds, schema: schema, in: store, at: at) }
    }

    func commit(
        system: String = "a", connector: String? = nil, feeds: [CompiledFeed]? = nil,
        required: [Int: RequiredReference] = [:]
    ) throws -> PageCommit {
        var source = SourceIdentity(
            connector: connector ?? system, system: system, absentIsDeleted: Set(schema.entities.indices))
        source.required = required
        return try store.inTransaction {
            try PageCommit(store, schema: schema, feeds: feeds ?? self.feeds, source: source, versionSeed: 1)
        }
    }

    /// Commits records as one page.
    @discardableResult func put(_ records: [FixtureRecord], with commit: PageCommit, at: Int64 = 1) throws -> RunCounts
    {
        var (page, batch) = FixtureRecord.page(records, schema: schema)
        let plan = RecordPlan(shape: FixtureRecord.shape, identity: [0], deleteFlag: .init(slot: 1, values: ["x"]))
        let stamp = Stamp(run: run, version: 1, at: at)
        page.name = "page"

        return try store.inTransaction { try commit.commit(page, &batch, plan: plan, stamp: stamp, version: "v") }
    }

    func rows(_ sql: String) throws -> [String] {
        try store.all(sql) { row in (0..<row.columnCount).map { row.text($0) ?? "∅" }.joined(separator: "|") }
    }

    /// The feed as a consumer sees it: op and entity, in order, with the record.
    func lines() throws -> [String] {
        try rows("SELECT body FROM hub_feed_1 ORDER BY seq")
    }
}

/// A record made by hand: its key, and the rows it gives.
struct FixtureRecord {
    enum Row {
        case source(code: String, uscc: String?, name: String?, isReference: Bool = false)
        case permit(number: String, source: Int?, medium: String?, mass: String?)
        case outlet(permit: Int, code: String)
        case stack(source: Int, code: String, note: String?)
        case sample(point: String, time: Int64, value: String?, unit: String? = "mg/L", flag: String? = nil)
    }

    static let shape = RecordShape(scopes: [.init(paths: ["key", "flag"])])

    var key: String
    var rows: [Row] = []
    var isDeleted = false
    var outcome = MappedBatch.Outcome.mapped
    var rejections: [MappedBatch.Rejection] = []
    var salt = ""

    static func page(_ records: [FixtureRecord], schema: UnifiedSchema) -> (RecordPage, MappedBatch) {
        var page = RecordPage(shape: shape)
        var batch = MappedBatch()
        for (index, record) in records.enumerated() {
            let start = page.bytes.count
            let key = record.slice(record.key, &page)
            let flag = record.slice(record.isDeleted ? "x" : "", &page)
            page.bytes += Array("\(record.rows)\(record.outcome)\(record.salt)".utf8)
            page.scopes[0].fields += [key, flag]
            page.scopes[0].rowCount += 1
            page.places.append(.init(offset: start, length: page.bytes.count - start, item: index + 1, line: index + 2))
            let first = batch.rows.count
            for row in record.rows { record.append(row, first, index, schema, &batch) }
            batch.rowStarts.append(Int32(batch.rows.count))
            batch.outcomes.append(record.outcome)
            batch.rejections += record.rejections.map {
                var rejection = $0
                rejection.record = index
                return rejection
            }
        }
        return (page, batch)
    }

    private func slice(_ text: String, _ page: inout RecordPage) -> FieldSlice {
        defer { page.bytes += Array(text.utf8) }
        return FieldSlice(.text, offset: page.bytes.count, length: text.utf8.count)
    }

    private func append(_ row: Row, _ first: Int, _ record: Int, _ schema: UnifiedSchema, _ batch: inout MappedBatch) {
        func text(_ value: String?) -> MappedValue {
            guard let value else { return .null }
            defer { batch.arena += Array(value.utf8) }
            return .text(offset: batch.arena.count, length: value.utf8.count)
        }
        let base = batch.values.count
        var (name, isReference) = ("", false)
        switch row {
        case .source(let code, let uscc, let title, let reference):
            (name, isReference) = ("source", reference)
            batch.values += [text(code), text(uscc), text(title)]
        case .permit(let number, let source, let medium, let mass):
            name = "permit"
            let link = source.map { MappedValue(.row, payload: Int64(first + $0)) } ?? .null
            batch.values += [
                text(number), link, text(medium), mass.map { MappedValue(try! DecimalValue($0)) } ?? .null,
            ]
        case .outlet(let permit, let code):
            name = "outlet"
            batch.values += [MappedValue(.row, payload: Int64(first + permit)), text(code)]
        case .stack(let source, let code, let note):
            name = "stack"
            batch.values += [MappedValue(.row, payload: Int64(first + source)), text(code), text(note)]
        case .sample(let point, let time, let value, let unit, let flag):
            name = "sample"
            batch.values += [
                text(point), MappedValue(.datetime, payload: time),
                value.map { MappedValue(try! DecimalValue($0)) } ?? .null, text(unit), text(flag),
            ]
        }
        batch.rows.append(
            .init(
                entity: schema.index(of: name)!, record: record, parent: -1, firstValue: base, target: 0,
                isReference: isReference))
    }
}
