import Crypto
import SQLite

/// Writes entries of the access log, chained, and signs how far the chains are; one queue owns it.
final class AccessLogWriter: @unchecked Sendable {
    private struct UseKey: Hashable {
        let consumer: String
        let day: Int64
        let feed: String
    }

    /// Rows that follow each other of one consumer, on one day, for one feed: what they have in common is looked up once.
    private struct Run {
        let key: UseKey
        /// Milliseconds since 1970.
        let day: Range<Int64>
        var link: AccessLink
        var use = AccessUse()

        func holds(_ entry: AccessLogEntry) -> Bool {
            key.consumer == entry.consumer && key.feed == entry.feed && day.contains(entry.at)
        }
    }

    let database: Database
    let log: String
    var keys: SigningKeys?
    private let insertion: GroupedInsertion
    private let tailing: Statement
    private let using: Statement
    private let reading: Statement
    private let version: Statement
    let heading: Statement
    private var chain = AccessChain()
    /// The last link of each chain, as the file has it.
    private var tails: [String: AccessLink] = [:]
    private var seenVersion: Int64 = -1
    /// Links that no head is signed for.
    var unsigned: [String: AccessLink] = [:]
    /// Rows written since heads were last signed.
    var rowsSinceHead = 0

    init(path: String, keys: SigningKeys?) throws {
        do {
            database = try Database(path: path, mode: .create, busyTimeout: 2_000)
            // Rows are written at the end and read in their order: of larger pages fewer are written.
            try database.execute("PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
            try AccessTables.lay(database)
            try database.execute(AcknowledgedCursor.table)
            log = try AccessTables.log(database)
            self.keys = keys
            insertion = try GroupedInsertion(database, into: "access", columns: 20)
            tailing = try database.prepare("INSERT OR REPLACE INTO access_tail VALUES (?1, ?2, ?3)")
            using = try database.prepare(
                """
                INSERT INTO access_usage VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET
                  requests = requests + excluded.requests, lines = lines + excluded.lines, bytes = bytes + excluded.bytes,
                  errors = errors + excluded.errors
                """)
            version = try database.prepare("PRAGMA data_version")
            heading = try database.prepare("INSERT OR REPLACE INTO access_head VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            reading = try database.prepare("INSERT OR REPLACE INTO access_cursor VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            unsigned = try Self.unsigned(database)
        } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }

    /// Writes a batch in one transaction: rows, the ends of the chains, what everybody used, how far everybody has read.
    func write(_ entries: [AccessLogEntry], _ cursors: [AcknowledgedCursor] = []) throws {
        var touched: [String: AccessLink] = [:]
        do {
            try database.inTransaction {
                try refresh()
                var uses: [UseKey: AccessUse] = [:]
                try write(entries) { run in
                    tails[run.key.consumer] = run.link
                    touched[run.key.consumer] = run.link
                    if !run.key.consumer.isEmpty { uses[run.key, default: AccessUse()].add(run.use) }
                }
                if !entries.isEmpty { touched[AccessChain.whole] = tail(AccessChain.whole) }
                for (consumer, link) in touched { try write(tail: link, of: consumer) }
                for (key, use) in uses { try write(use, key) }
                for cursor in cursors { try write(cursor) }
            }
        } catch {
            // What was rolled back is in memory still.
            seenVersion = -1
            insertion.drop()
            throw error
        }
        guard keys != nil else { return }
        unsigned.merge(touched) { $1 }
        rowsSinceHead += entries.count
    }

    /// Chains rows and writes them; hands out each run of them when it ends.
    private func write(_ entries: [AccessLogEntry], ended: (Run) -> Void) throws {
        guard let first = entries.first else { return }
        var whole = tail(AccessChain.whole)
        var run = start(first)
        let rows = entries.span
        for row in rows.indices {
            if !run.holds(rows[row]) {
                ended(run)
                run = start(rows[row])
            }
            chain.extend(own: &run.link, by: rows[row])
            chain.extend(whole: &whole, by: run.link.hash)
            run.use.add(rows[row])
            try insert(rows[row], run.link, whole)
        }
        ended(run)
        try insertion.flush()
        tails[AccessChain.whole] = whole
    }

    private func start(_ entry: AccessLogEntry) -> Run {
        let day = AccessDay.of(entry.at)
        return Run(
            key: UseKey(consumer: entry.consumer, day: day, feed: entry.feed),
            day: AccessDay.start(day)..<AccessDay.start(day + 1), link: tail(entry.consumer))
    }

    /// Reads the ends of the chains, when another connection has written.
    private func refresh() throws {
        try version.step()
        let now = version.integer(0)
        version.reset()
        guard now != seenVersion else { return }
        tails = [:]
        let rows = try database.prepare("SELECT consumer, number, hash FROM access_tail")
        while try rows.step() {
            tails[rows.text(0) ?? ""] = AccessLink(number: rows.integer(1), hash: rows.blob(2) ?? [])
        }
        seenVersion = now
    }

    private func tail(_ consumer: String) -> AccessLink {
        tails[consumer] ?? AccessLink(number: 0, hash: AccessChain.start(log: log, consumer: consumer))
    }

    /// Writes the row that was hashed last; its texts are taken from where the hash has taken them.
    private func insert(_ entry: borrowing AccessLogEntry, _ own: AccessLink, _ link: AccessLink) throws {
        try chain.withTexts { texts in
            try insertion.add { row in
                row.add(link.number)
                row.add(own.number)
                row.add(entry.at)
                unsafe row.add(text: texts[.consumer].bytes)
                unsafe row.add(text: texts[.key].bytes)
                unsafe row.add(text: texts[.feed].bytes)
                unsafe row.add(text: texts[.method].bytes)
                unsafe row.add(text: texts[.path].bytes)
                row.add(entry.cursorFrom)
                row.add(entry.cursorTo)
                row.add(Int64(entry.count))
                row.add(Int64(entry.bytes))
                row.add(Int64(entry.status))
                unsafe row.add(text: texts[.purpose].bytes)
                unsafe row.add(text: texts[.purposeRef].bytes)
                unsafe row.add(text: texts[.address].bytes)
                unsafe row.add(text: texts[.request].bytes)
                row.add(entry.duration)
                row.add(blob: own.hash)
                row.add(blob: link.hash)
            }
        }
    }

    private func write(tail link: AccessLink, of consumer: String) throws(SQLiteError) {
        try tailing.bind(consumer, at: 1)
        try tailing.bind(link.number, at: 2)
        try tailing.bind(link.hash, at: 3)
        try tailing.run()
    }

    private func write(_ use: AccessUse, _ key: UseKey) throws(SQLiteError) {
        try using.bind(key.consumer, at: 1)
        try using.bind(key.day, at: 2)
        try using.bind(key.feed, at: 3)
        try using.bind(use.requests, at: 4)
        try using.bind(use.lines, at: 5)
        try using.bind(use.bytes, at: 6)
        try using.bind(use.errors, at: 7)
        try using.run()
    }

    private func write(_ cursor: AcknowledgedCursor) throws(SQLiteError) {
        try reading.bind(cursor.consumer, at: 1)
        try reading.bind(cursor.feed, at: 2)
        try reading.bind(Int64(bitPattern: cursor.epoch), at: 3)
        try reading.bind(cursor.position, at: 4)
        try reading.bind(cursor.floor, at: 5)
        try reading.bind(cursor.at, at: 6)
        try reading.run()
    }

    /// How far everybody has read, as the file has it.
    func cursors() throws -> [AcknowledgedCursor] { try AcknowledgedCursor.all(in: database) }
}
