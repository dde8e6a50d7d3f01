public import Crypto
import SQLite

/// Walks an access log from its anchor to its end, and tells the first thing that is wrong with it.
///
/// Each row is hashed anew and held against both of its hashes, each hash against the signed heads of its place, the ends against
/// what the log keeps of them. Memory is bounded by the number of consumers and heads, whatever the number of rows.
public struct Audit: ~Copyable {
    private let reader: AccessLogReader
    private let keys: [PublicKey]
    private var chain = AccessChain()
    private var whole: AccessLink
    private var owns: [String: AccessLink] = [:]
    private var heads = AuditHeads()
    private var report = AuditReport()

    /// Opens a log.
    ///
    /// - Parameters:
    ///   - path: the log's file.
    ///   - keys: the public halves of the hub's keys, those of earlier times too.
    /// - Throws: ``StoreError`` when there is no log, or it is of another layout.
    public init(path: String, keys: [PublicKey]) throws {
        reader = try AccessLogReader(path: path)
        self.keys = keys
        whole = AccessLink(number: 0, hash: AccessChain.start(log: reader.log, consumer: AccessChain.whole))
    }

    /// Walks the log at one moment, while others may go on writing it.
    ///
    /// - Parameter kept: heads that partners kept: they are held against the log too.
    /// - Throws: ``StoreError`` when it cannot be read.
    public mutating func verify(kept: [AccessHead] = []) throws -> AuditReport {
        do {
            try reader.database.begin(.deferred)
            defer { try? reader.database.rollback() }
            try walk(kept)
            return report
        } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }

    /// What a chain is called in sentences.
    static func chain(of consumer: String) -> String {
        switch consumer {
        case AccessChain.whole: "of the whole log"
        case "": "of requests by nobody known"
        default: "of `\(consumer)`"
        }
    }

    private mutating func walk(_ kept: [AccessHead]) throws {
        report.log = reader.log
        report.finding = try begin(kept)
        guard report.finding == nil else { return }
        let rows = try reader.database.prepare("SELECT \(AccessLogRow.columns) FROM access ORDER BY id")
        while try rows.step() {
            let row = AccessLogRow(rows)
            report.finding = try check(row)
            guard report.finding == nil else { return }
            report.rows += 1
            report.first = report.first ?? row.id
            report.last = row.id
        }
        report.consumers = owns.count
        report.end = whole
        report.finding = try end()
        report.signed = heads.signed
        report.unproven = heads.unproven
        report.outlived = heads.outlived
    }

    /// Anchors and heads: where the chains begin, and what they must lead to.
    private mutating func begin(_ kept: [AccessHead]) throws -> AuditFinding? {
        let anchors = try reader.heads("access_anchor", isAnchor: true)
        let stored = try reader.heads("access_head ORDER BY consumer, day", isAnchor: false)
        if let finding = heads.take(anchors + stored + kept, keys, reader.log) { return finding }
        for anchor in anchors {
            heads.forget(before: anchor.link, of: anchor.consumer)
            if let finding = heads.meet(anchor.link, of: anchor.consumer, nil) { return finding }
            if anchor.consumer == AccessChain.whole { whole = anchor.link } else { owns[anchor.consumer] = anchor.link }
        }
        return nil
    }

    private func own(_ consumer: String) -> AccessLink {
        owns[consumer] ?? AccessLink(number: 0, hash: AccessChain.start(log: reader.log, consumer: consumer))
    }

    private mutating func check(_ row: AccessLogRow) throws -> AuditFinding? {
        let before = own(row.entry.consumer)
        if row.id > whole.number &+ 1 {
            let count = row.id &- whole.number &- 1
            let rows = count == 1 ? "row \(whole.number &+ 1) is" : "rows \(whole.number &+ 1) to \(row.id &- 1) are"
            return AuditFinding(
                kind: .missing, id: whole.number &+ 1, at: row.entry.at, consumer: nil,
                text: "\(rows) missing before the row of this time")
        }
        let own = chain.own(after: before.hash, number: before.number &+ 1, row.entry)
        let isOwn = own == row.own && row.number == before.number &+ 1
        let isWhole =
            row.id == whole.number &+ 1 && chain.whole(after: whole.hash, id: row.id, own: row.own) == row.chain
        guard isOwn, isWhole else {
            var cause = AuditCause(reader.database, row, whole: whole, before: before)
            return try cause.finding(isOwn: isOwn, isWhole: isWhole)
        }
        whole = AccessLink(number: row.id, hash: row.chain)
        owns[row.entry.consumer] = AccessLink(number: row.number, hash: row.own)
        if let finding = heads.meet(AccessLink(number: row.number, hash: own), of: row.entry.consumer, row) {
            return finding
        }
        return heads.meet(whole, of: AccessChain.whole, row)
    }

    /// The ends of the chains: what the log keeps of them, and heads that tell of more.
    private mutating func end() throws -> AuditFinding? {
        let rows = try reader.database.prepare(
            "SELECT consumer, number, hash FROM access_tail ORDER BY consumer <> '\(AccessChain.whole)', consumer")
        var told: Set<String> = []
        while try rows.step() {
            let consumer = rows.text(0) ?? ""
            told.insert(consumer)
            let there = consumer == AccessChain.whole ? whole : own(consumer)
            let tail = AccessLink(number: rows.integer(1), hash: rows.blob(2) ?? [])
            if let finding = Self.compare(tail, there, consumer) { return finding }
        }
        let all = owns.keys.sorted() + (whole.number > 0 ? [AccessChain.whole] : [])
        for consumer in all where !told.contains(consumer) {
            return AuditFinding(
                kind: .forged, consumer: consumer,
                text: "the log does not know the end of the chain \(Self.chain(of: consumer))"
            )
        }
        return heads.ahead { $0 == AccessChain.whole ? whole.number : own($0).number }
    }

    private static func compare(_ tail: AccessLink, _ there: AccessLink, _ consumer: String) -> AuditFinding? {
        guard tail != there else { return nil }
        let isWhole = consumer == AccessChain.whole
        if tail.number > there.number {
            return AuditFinding(
                kind: .truncated, id: isWhole ? there.number &+ 1 : nil, consumer: consumer,
                text:
                    "the chain \(chain(of: consumer)) had \(tail.number) rows and ends at \(there.number): the last were cut off"
            )
        }
        if tail.number < there.number {
            return AuditFinding(
                kind: .inserted, id: isWhole ? tail.number &+ 1 : nil, consumer: consumer,
                text:
                    "the chain \(chain(of: consumer)) had \(tail.number) rows: what follows was put in by somebody else"
            )
        }
        return AuditFinding(
            kind: .forged, id: isWhole ? there.number : nil, consumer: consumer,
            text: "what the log keeps of the end of the chain \(chain(of: consumer)) is not what its rows lead to")
    }
}
