import Foundation
import SQLite

@testable import Storage

/// A store whose connector 1 keeps raw records, changed transaction by transaction.
final class RawFixture {
    let path = NSTemporaryDirectory() + "raw-\(UUID().uuidString).db"
    let store: Store
    var limits: KeepLimits?
    var at: Int64 = 1_000
    private var known: Set<Int64> = []

    init(age: Int64 = 1_000_000, bytes: Int64 = 1 << 20) throws {
        store = try Store(path: path)
        limits = KeepLimits(age: age, bytes: bytes)
        _ = try store.inTransaction { try store.number(of: "permits", .connector) }
    }

    deinit { for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) } }

    /// One transaction of run `run`: keeps `records` by their numbers, then forgets some.
    func keep(_ records: [(id: Int64, raw: String)], forget: [Int64] = [], run: Int64 = 1) throws {
        at += 1
        try store.inTransaction {
            guard let raws = try store.raws(of: 1, limits: limits) else { return }
            let page = RawPage(name: "第 \(at) 页", prologue: Array("编号,名称\n".utf8), layout: UInt64(at))
            try raws.begin(page, stamp: Stamp(run: run, version: 1, at: at))
            for (item, record) in records.enumerated() { try keep(record, item, raws) }
            for id in forget { try raws.forget(id) }
        }
    }

    private func keep(_ record: (id: Int64, raw: String), _ item: Int, _ raws: RawTable) throws {
        let raw = Array(record.raw.utf8)
        let hash = UInt64(bitPattern: Int64(record.raw.hashValue))
        defer { known.insert(record.id) }
        if try raws.isKept(record.id, hash: hash) { return }
        try raws.keep(
            record.id, isNew: !known.contains(record.id), hash: hash, raw[...], item: UInt32(item + 1), line: 9)
    }

    /// What is kept: each record's newest raw form.
    func kept(_ wanted: KeptFilter = KeptFilter()) throws -> [Int64: String] {
        var found: [Int64: String] = [:]
        for id in try store.keptBlocks(of: 1, wanted, in: 0...Int64.max, limit: 1_000_000) {
            guard let (block, newest) = try store.keptBlock(id) else { continue }
            for record in newest { found[record.id] = String(decoding: block.bytes[record.range], as: UTF8.self) }
        }
        return found
    }

    var state: KeptState { get throws { try store.keptState(of: "permits") } }

    func count(_ sql: String) throws -> Int64 { try store.database.integer(sql) ?? 0 }

    /// What the blocks really take, as the limits count it.
    func taken() throws -> Int64 {
        try count("SELECT coalesce(sum(length(body)), 0) FROM hub_raw_body")
            + count("SELECT coalesce(sum(bytes), 0) FROM hub_raw_block")
            - count(
                "SELECT coalesce(sum(length(body)), 0) FROM hub_raw_body WHERE id IN (SELECT id FROM hub_raw_block)")
    }
}
