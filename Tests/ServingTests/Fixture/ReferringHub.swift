import Diagnostics
import Feeds
import Foundation
import HTTPClient
import HTTPServer
import Model
import Storage
import TestServers

@testable import Serving

/// A store with sources and what refers to them, three feeds that show different parts of it, and a server over it.
final class ReferringHub {
    /// A value of a row.
    enum Value {
        case text(String)
        case row(Int64)
    }

    private let folder: TemporaryFolder
    let store: Store
    let feeds: [CompiledFeed]
    let server: PartnerServer
    let log: AccessLog
    private let session = HTTPSession()
    private var tables: [FeedTable] = []
    private var entityTables: [EntityTable] = []

    static let schema: UnifiedSchema = {
        func field(_ name: String, _ type: FieldType, _ sensitivity: Sensitivity = .public) -> FieldSchema {
            var field = FieldSchema(name: name, type: type, title: Title(zh: name, en: name))
            field.sensitivity = sensitivity
            return field
        }
        let source = FieldType.ref(entity: "pollution_source")
        func entity(_ name: String, _ prefix: String, _ fields: [FieldSchema]) -> EntitySchema {
            var entity = EntitySchema(
                name: name, prefix: prefix, title: Title(zh: name, en: name), identity: .keyed, key: [fields[0].name])
            entity.fields = fields
            return entity
        }
        return UnifiedSchema(entities: [
            entity("pollution_source", "ps", [field("name", .text), field("phone", .text, .personal)]),
            entity("outlet", "ol", [field("code", .text), field("source", source), field("medium", .text)]),
            entity(
                "waste_transfer", "wt",
                [
                    field("manifest_no", .text), field("source", source), field("receiver", source),
                    field("driver", .text, .personal), field("discrepancy", .text),
                ]),
        ])
    }()

    static let files = [
        """
        feed: water
        title: { zh: 水务, en: Water }
        partner: 水务局
        purpose: 执法
        entities:
          pollution_source: { where: name != "藏", columns: [name] }
          outlet: { where: medium == "water", columns: [code, source] }
          waste_transfer: { columns: [manifest_no] }
        """,
        """
        feed: police
        title: { zh: 环警, en: Police }
        partner: 公安局
        purpose: 办案
        personal: true
        entities:
          pollution_source: { columns: [name, phone], masks: { phone: keep_last(4) } }
          waste_transfer: { columns: [manifest_no, source, driver], masks: { driver: keep_first(1) } }
        """,
        """
        feed: whole
        title: { zh: 全部, en: Whole }
        partner: 局
        purpose: 办案
        entities:
          pollution_source: { columns: [name] }
          outlet: { columns: [code, source], masks: { source: "null" } }
          waste_transfer: { columns: [manifest_no, source, receiver] }
        """,
    ]

    init() throws {
        folder = try TemporaryFolder()
        let path = folder.path + "/hub.db"
        let store = try Store(path: path)
        self.store = store
        feeds = try Self.files.map { text in
            let bag = DiagnosticBag()
            let feed = CompiledFeed.read(name: "feed", bytes: Array(text.utf8), schema: Self.schema, into: bag)
            guard let feed else { throw StoreError(.misuse, bag.diagnostics.map(\.message).joined(separator: "; ")) }
            return feed
        }
        let compiled = feeds
        (tables, entityTables) = try store.inTransaction {
            (
                try compiled.map { feed in
                    try FeedTable(store, id: store.addFeed(feed.name, definition: feed.definition, at: 0).id)
                },
                try Self.schema.entities.map { try EntityTable(store, schema: $0) }
            )
        }
        log = try AccessLog(path: folder.path + "/access.db", capacity: 1_000)
        server = try PartnerServer(
            storePath: path, feeds: feeds, log: log, http: HTTPListener.Configuration(), limits: .none)
    }

    deinit { server.stop() }

    /// Stores rows and publishes them, as a commit does.
    func commit(_ rows: [(entity: String, row: Int64, values: [Value?])]) throws {
        try store.inTransaction {
            for table in tables { try table.load() }
            for row in rows { try put(row.entity, row.row, row.values) }
            for table in tables { try table.saveHead() }
        }
    }

    private func put(_ entity: String, _ row: Int64, _ values: [Value?]) throws {
        let index = Self.schema.index(of: entity)!
        var mapped = RowValues()
        for value in values {
            switch value {
            case .text(let text): mapped.append(.text, bytes: text.utf8)
            case .row(let number): mapped.values.append(MappedValue(.reference, payload: number))
            case nil: mapped.values.append(.null)
            }
        }
        try insert(entityTables[index].schema, row, values)
        for (feed, table) in zip(feeds, tables) {
            guard let part = feed.entity(index), part.matches(mapped.values, at: 0, arena: mapped.arena) else {
                continue
            }
            var line: [UInt8] = []
            let at = FeedLine.appendUpsert(
                FeedChange(seq: table.nextSeq, row: row, rev: 1, at: 1_800_000_000_000, cause: .sourceUpdate), of: part,
                source: nil, values: mapped.values, at: 0, arena: mapped.arena, to: &line)
            try table.put(
                .upsert, entity: entityTables[index].number, row: row, at: 1_800_000_000_000, line: line, recordAt: at,
                replacing: nil)
        }
    }

    private func insert(_ schema: EntitySchema, _ row: Int64, _ values: [Value?]) throws {
        let columns = schema.fields.map(\.name).joined(separator: ", ")
        let cells = values.map { value in
            switch value {
            case .text(let text): "'\(text)'"
            case .row(let number): "\(number)"
            case nil: "NULL"
            }
        }
        try store.run(
            """
            INSERT INTO \(schema.name) (id, key_hash, rev, record, run, at, print, \(columns))
              VALUES (\(row), \(row), 1, 1, 1, 1, 1, \(cells.joined(separator: ", ")))
            """)
    }

    /// A consumer with a grant on every feed, and its key.
    func key() throws -> String {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let consumer = try store.addConsumer("mirror", title: "mirror", at: now)
        for feed in feeds {
            try store.setGrant(
                Grant(feed: feed.name, purpose: "执法", legalBasis: "条例", starts: now - 1000, sources: [])!, of: consumer)
        }
        return try store.issueKey(for: consumer, at: now, expires: now + 86_400_000).text
    }

    func get(_ path: String, key: String, fields: [(String, String)] = []) async throws -> TransferResponse {
        var request = TransferRequest("http://127.0.0.1:\(server.port)/v1/feeds/" + path)
        request.acceptsCompression = false
        request.fields.add("Authorization", "Bearer \(key)")
        for (name, value) in fields { request.fields.add(name, value) }
        return try await session.perform(request)
    }

    func logged() throws -> [AccessLogEntry] {
        log.flush()
        return try AccessLogReader(path: folder.path + "/access.db").newest(1_000).reversed()
    }

    static func id(_ prefix: String, _ row: Int64) -> String {
        HubID(prefix: HubID.Prefix(prefix)!, number: row).description
    }
}
