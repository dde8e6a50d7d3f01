import Crypto
import SQLite
import TestServers

@testable import Storage

/// A log that was written as a hub writes it, and hands to tamper with it.
struct AuditFixture {
    private let folder: TemporaryFolder
    let keys: SigningKeys
    var path: String { folder.path + "/access.db" }

    init() throws {
        folder = try TemporaryFolder()
        keys = try SigningKeys(folder: folder.path + "/signing")
    }

    static let consumers = ["water", "警察", "", "mirror-2"]
    static let day: Int64 = 86_400_000
    static let start: Int64 = 1_790_000_000_000

    static func entry(_ number: Int, _ consumer: String) -> AccessLogEntry {
        var entry = AccessLogEntry()
        entry.at = start + Int64(number) * 1_000
        entry.consumer = consumer
        entry.key = consumer.isEmpty ? "" : "7KQ2M9X4AB"
        entry.feed = number % 3 == 0 ? "" : "water-affairs"
        entry.method = "GET"
        entry.path = "/v1/feeds/{feed}/changes"
        entry.cursorFrom = number % 2 == 0 ? Int64(number) : nil
        entry.cursorTo = number % 5 == 0 ? nil : Int64(number + 7)
        entry.count = number % 11
        entry.bytes = number * 31
        entry.status = number % 7 == 0 ? 403 : 200
        entry.purpose = "入河排放口监管"
        entry.purposeRef = number % 4 == 0 ? "案号〔2026〕\(number)" : ""
        entry.address = "10.0.0.\(number % 250)"
        entry.request = "req\(number)"
        entry.duration = Int64(number * 13)
        return entry
    }

    /// Writes rows of several consumers, and signs heads after each batch.
    func fill(_ count: Int, batches: Int = 4, signs: Bool = true, using generator: inout some RandomNumberGenerator)
        throws
    {
        let log = try AccessLog(path: path, keys: signs ? keys : nil)
        for number in 1...count {
            log.append(Self.entry(number, Self.consumers.randomElement(using: &generator)!))
            if number % max(count / batches, 1) == 0 { log.flush() }
        }
        log.flush()
    }

    func verify(kept: [AccessHead] = []) throws -> AuditReport {
        var audit = try Audit(path: path, keys: keys.all.map(\.publicKey))
        return try audit.verify(kept: kept)
    }

    /// What a stranger with the file does to it.
    func tamper(_ script: String) throws {
        try Database(path: path, mode: .readWrite).execute(script)
    }

    func one(_ sql: String) throws -> Int64 {
        try Database(path: path, mode: .readOnly).integer(sql) ?? 0
    }

    /// Rows written anew from `id` on with right hashes, ends of chains included, as by one who knows how the log is made.
    func rewrite(from id: Int64, _ change: (inout AccessLogEntry) -> Void) throws {
        let database = try Database(path: path, mode: .readWrite)
        let log = try AccessTables.log(database)
        let rows = try database.prepare("SELECT \(AccessLogRow.columns) FROM access ORDER BY id")
        var all: [AccessLogRow] = []
        while try rows.step() { all.append(AccessLogRow(rows)) }
        var chain = AccessChain()
        var (tails, whole) = ([String: [UInt8]](), AccessChain.start(log: log, consumer: "*"))
        for index in all.indices {
            if all[index].id == id { change(&all[index].entry) }
            let name = all[index].entry.consumer
            let before = tails[name] ?? AccessChain.start(log: log, consumer: name)
            all[index].own = chain.own(after: before, number: all[index].number, all[index].entry)
            whole = chain.whole(after: whole, id: all[index].id, own: all[index].own)
            all[index].chain = whole
            tails[name] = all[index].own
        }
        tails["*"] = whole
        let update = try database.prepare("UPDATE access SET purpose = ?1, own = ?2, chain = ?3 WHERE id = ?4")
        for row in all {
            try update.bind(row.entry.purpose, at: 1)
            try update.bind(row.own, at: 2)
            try update.bind(row.chain, at: 3)
            try update.bind(row.id, at: 4)
            try update.run()
        }
        let end = try database.prepare("UPDATE access_tail SET hash = ?1 WHERE consumer = ?2")
        for (name, hash) in tails {
            try end.bind(hash, at: 1)
            try end.bind(name, at: 2)
            try end.run()
        }
    }
}

/// Repeatable chance (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
