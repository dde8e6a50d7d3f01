import Diagnostics
import Feeds
import Foundation
import Model
import Storage

/// A store with one feed of so many records, whose lines have 300 bytes each: made through the store's own tables.
struct FeedStore {
    let path: String
    let feed: CompiledFeed
    /// A consumer's key for the feed.
    let key: String

    private static let lineLength = 300

    /// Makes the store in `directory`.
    init(in directory: String, records: Int) throws {
        path = directory + "/feed.db"
        let feed = try FeedStore.compile()
        self.feed = feed
        let store = try Store(path: path)
        try store.inTransaction { try FeedStore.fill(store, feed, records: records) }
        key = try FeedStore.issueKey(store, feed)
    }

    /// Tokens of cursors that each stand at another place of the feed: those that the server would give to the holder of one of its
    /// own, who knows the feed's schema.
    func tokens(_ count: Int, like token: String) throws -> [String] {
        let seal = CursorSeal(secret: try FeedReader(path: path).secret())
        guard let known = seal.open(Array(token.utf8)) else {
            throw BenchError(message: "the server gave no cursor: \(token)")
        }
        return (0..<count).map { _ in
            var cursor = known
            cursor.position = Int64.random(in: 0..<max(known.position - 100, 1))
            var token: [UInt8] = []
            seal.append(cursor, to: &token)
            return String(decoding: token, as: UTF8.self)
        }
    }

    private static let schema: UnifiedSchema = {
        var permit = EntitySchema(
            name: "permit", prefix: "pm", title: Title(zh: "排污许可证", en: "Permit"), identity: .keyed, key: ["name"])
        permit.fields = [FieldSchema(name: "name", type: .text, title: Title(zh: "名称", en: "Name"))]
        return UnifiedSchema(entities: [permit])
    }()

    static func compile() throws -> CompiledFeed {
        let text = """
            feed: bench
            title: { zh: 基准, en: Bench }
            partner: bench
            purpose: bench
            entities:
              permit: { columns: [name] }
            """
        let bag = DiagnosticBag()
        guard let feed = CompiledFeed.read(name: "bench.yaml", bytes: Array(text.utf8), schema: schema, into: bag)
        else {
            throw BenchError(message: TextRenderer().render(bag.diagnostics))
        }
        return feed
    }

    private static func fill(_ store: Store, _ feed: CompiledFeed, records: Int) throws {
        let state = try store.addFeed(feed.name, definition: feed.definition, at: 0)
        let table = try FeedTable(store, id: state.id)
        let number = try store.number(of: "permit", .entity)
        guard let entity = feed.entity(0) else { return }
        let arena = [UInt8](repeating: UInt8(ascii: "x"), count: lineLength)
        let source = FeedSource(system: "bench")
        var line: [UInt8] = []
        for row in 1...Int64(max(records, 1)) {
            var length = 0
            var start = 0
            // The first line says how long the rest of a line is.
            for _ in 0..<2 {
                line.removeAll(keepingCapacity: true)
                let change = FeedChange(seq: table.nextSeq, row: row, rev: 1, at: 0, cause: .sourceUpdate)
                start = FeedLine.appendUpsert(
                    change, of: entity, source: source, values: [.text(offset: 0, length: length)], at: 0,
                    arena: arena, to: &line)
                length = max(0, min(lineLength - line.count, lineLength))
            }
            try table.put(
                .upsert, entity: number, row: row, at: 0, line: line, recordAt: start, replacing: nil)
        }
        try table.saveHead()
    }

    /// Commits another revision of a row, as a sync does.
    ///
    /// - Returns: the number of its line.
    static func change(_ row: Int64, _ feed: CompiledFeed, in store: Store) throws -> Int64 {
        guard let state = try store.feeds().first(where: { $0.name == feed.name }), let entity = feed.entity(0) else {
            throw BenchError(message: "the feed is not in the store")
        }
        let number = try store.number(of: "permit", .entity)
        return try store.inTransaction {
            let table = try FeedTable(store, id: state.id)
            let present = try table.find(entity: number, row: row)
            let change = FeedChange(
                seq: table.nextSeq, row: row, rev: table.nextSeq, at: SyncClock.now, cause: .sourceUpdate)
            var line: [UInt8] = []
            let start = FeedLine.appendUpsert(
                change, of: entity, source: FeedSource(system: "bench"), values: [.null], at: 0,
                arena: [], to: &line)
            try table.put(
                .upsert, entity: number, row: row, at: change.at, line: line, recordAt: start, replacing: present?.seq)
            try table.saveHead()
            return change.seq
        }
    }

    private static func issueKey(_ store: Store, _ feed: CompiledFeed) throws -> String {
        let now = SyncClock.now
        let consumer = try store.addConsumer("bench", title: "bench", at: now)
        if let grant = Grant(feed: feed.name, purpose: "bench", legalBasis: "bench", starts: now - 1_000) {
            try store.setGrant(grant, of: consumer)
        }
        return try store.issueKey(for: consumer, at: now, expires: now + 86_400_000).text
    }
}

/// The clock that keys are judged by.
enum SyncClock {
    /// Milliseconds since 1970.
    static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }
}
