import Crypto
import Diagnostics
import Feeds
import Foundation
import HTTPClient
import HTTPServer
import Model
import Storage
import TestServers

@testable import Serving

/// A store with points that lie somewhere and began at some time, two feeds of them, one with rounded places, and a server over it.
final class PlacedHub {
    /// A point: where it is, in degrees, and when it was opened; each may be absent.
    struct Point {
        var name: String?
        var place: (lon: Double, lat: Double)?
        /// Milliseconds since 1970.
        var opened: Int64?
    }

    private let folder: TemporaryFolder
    private let store: Store
    private let feeds: [CompiledFeed]
    let server: PartnerServer
    private let session = HTTPSession()
    private let tables: [FeedTable]
    private let entity: Int64
    private let other: Int64
    let key: String

    private static func entity(_ name: String, _ prefix: String, _ fields: [FieldSchema]) -> EntitySchema {
        var entity = EntitySchema(
            name: name, prefix: prefix, title: Title(zh: "点", en: name), identity: .keyed, key: [fields[0].name])
        entity.fields = fields
        return entity
    }

    private static let schema = UnifiedSchema(entities: [
        entity(
            "point", "pt",
            [
                FieldSchema(name: "name", type: .text, title: Title(zh: "名称", en: "Name")),
                FieldSchema(name: "location", type: .point, title: Title(zh: "坐标", en: "Location")),
                FieldSchema(name: "opened_at", type: .datetime, title: Title(zh: "时间", en: "Opened at")),
            ]),
        entity("word", "wd", [FieldSchema(name: "text", type: .text, title: Title(zh: "词", en: "Text"))]),
    ])

    private static let files = [
        ("map", "{}"), ("coarse", "{ location: round(1), opened_at: \"null\" }"),
    ].map { name, masks in
        """
        feed: \(name)
        title: { zh: 图, en: Map }
        partner: 局
        purpose: 执法
        entities:
          point: { columns: [name, location, opened_at], masks: \(masks) }
          word: { columns: [text] }
        """
    }

    init() throws {
        folder = try TemporaryFolder()
        let path = folder.path + "/hub.db"
        let store = try Store(path: path)
        self.store = store
        let feeds = try Self.files.map { text in
            let bag = DiagnosticBag()
            let feed = CompiledFeed.read(name: "feed", bytes: Array(text.utf8), schema: Self.schema, into: bag)
            guard let feed else { throw StoreError(.misuse, bag.diagnostics.map(\.message).joined(separator: "; ")) }
            return feed
        }
        self.feeds = feeds
        (tables, entity, other) = try store.inTransaction {
            let tables = try feeds.map { feed in
                try FeedTable(store, id: store.addFeed(feed.name, definition: feed.definition, at: 0).id)
            }
            return (tables, try store.number(of: "point", .entity), try store.number(of: "word", .entity))
        }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let consumer = try store.addConsumer("maps", title: "maps", at: now)
        for feed in feeds {
            let grant = Grant(feed: feed.name, purpose: "执法", legalBasis: "条例", starts: now - 1000, sources: [])
            try store.setGrant(grant!, of: consumer)
        }
        key = try store.issueKey(for: consumer, at: now, expires: now + 86_400_000).text
        let log = try AccessLog(path: folder.path + "/access.db", capacity: 1_000)
        let keys = try SigningKeys(folder: folder.path + "/signing")
        server = try PartnerServer(
            storePath: path, feeds: feeds, log: log, http: HTTPListener.Configuration(), limits: .none,
            snapshots: SnapshotSettings(folder: folder.path + "/snapshots", keys: keys))
    }

    deinit { server.stop() }

    /// Stores points by their row numbers; nil removes one.
    func commit(_ points: [(row: Int64, point: Point?)]) throws {
        try store.inTransaction {
            for table in tables { try table.load() }
            for (row, point) in points {
                for (feed, table) in zip(feeds, tables) { try put(row, point, feed, table) }
            }
            for table in tables { try table.saveHead() }
        }
    }

    private func put(_ row: Int64, _ point: Point?, _ feed: CompiledFeed, _ table: FeedTable) throws {
        guard let part = feed.entity(0) else { return }
        let known = try table.find(entity: entity, row: row)
        var line: [UInt8] = []
        let change = FeedChange(
            seq: table.nextSeq, row: row, rev: 1, at: 1_800_000_000_000,
            cause: point == nil ? .sourceDeleted : .sourceUpdate)
        guard let point else {
            FeedLine.appendTombstone(.delete, change, of: part, to: &line)
            return try table.put(
                .delete, entity: entity, row: row, at: 1_800_000_000_000, line: line, recordAt: 0, replacing: known?.seq
            )
        }
        var values = RowValues()
        if let name = point.name { values.append(.text, bytes: name.utf8) } else { values.values.append(.null) }
        values.values.append(point.place.map { MappedValue(decimal: $0.lon) } ?? .null)
        values.values.append(point.place.map { MappedValue(decimal: $0.lat) } ?? .null)
        values.values.append(point.opened.map { MappedValue(.datetime, payload: $0) } ?? .null)
        let at = FeedLine.appendUpsert(
            change, of: part, source: nil, values: values.values, at: 0, arena: values.arena, to: &line)
        try table.put(
            .upsert, entity: entity, row: row, at: 1_800_000_000_000, line: line, recordAt: at, replacing: known?.seq)
    }

    func get(_ path: String, fields: [(String, String)] = []) async throws -> TransferResponse {
        var request = TransferRequest("http://127.0.0.1:\(server.port)" + path)
        request.acceptsCompression = false
        request.fields.add("Authorization", "Bearer \(key)")
        for (name, value) in fields { request.fields.add(name, value) }
        return try await session.perform(request)
    }

    static func id(_ row: Int64) -> String { HubID(prefix: HubID.Prefix("pt")!, number: row).description }
}
