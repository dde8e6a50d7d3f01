import Crypto
import SQLite

/// All consumers, keys and grants at one moment: what a request is judged by.
///
/// A reader makes one for each state of the store; it never changes.
public final class AccessDirectory: Sendable {
    /// What became of a key that was shown.
    public enum Verdict: Sendable {
        /// The key is the consumer's.
        case known(Consumer, keyID: String)
        /// There is no such key.
        case unknown
        /// The key was revoked.
        case revoked
        /// The key's time is over.
        case expired
        /// The consumer must show a client certificate and a key, and only one of them is there.
        case halfShown
    }

    private struct Entry: Sendable {
        let key: KeyEntry
        let hash: SHA256Digest
        let consumer: Consumer
    }

    private let entries: [UInt64: [Entry]]
    let consumers: [Int64: Consumer]
    let links: [String: SignedLink]
    let callers: [String: GatewayCaller]
    /// By kind and value.
    let certificates: [String: CertificateBinding]
    /// Consumers whose keys open nothing without a certificate.
    let needCertificate: Set<Int64>

    /// Nobody.
    init() {
        (entries, consumers, links, callers) = ([:], [:], [:], [:])
        (certificates, needCertificate) = ([:], [])
    }

    init(reading database: Database) throws {
        var consumers = try Self.consumers(database)
        for (id, grant) in try Self.grants(database) { consumers[id]?.grants.append(grant) }
        for (id, quota) in try ConsumerQuota.all(database) { consumers[id]?.quota = quota }
        self.consumers = consumers
        entries = try Self.entries(database, consumers)
        links = Dictionary(try SignedLink.all(database).map { ($0.id, $0) }) { $1 }
        callers = Dictionary(try GatewayCaller.all(database).map { ($0.paasid, $0) }) { $1 }
        let bindings = try CertificateBinding.all(database)
        certificates = Dictionary(bindings.map { ("\($0.kind.rawValue):\($0.value)", $0) }) { $1 }
        needCertificate = Set(bindings.filter(\.needsKey).map(\.consumer))
    }

    private static func entries(_ database: Database, _ consumers: [Int64: Consumer]) throws -> [UInt64: [Entry]] {
        var entries: [UInt64: [Entry]] = [:]
        let rows = try database.prepare("SELECT id, consumer, hash, created, expires, revoked FROM hub_key")
        while try rows.step() {
            let key = KeyEntry(
                id: rows.text(0) ?? "", consumer: rows.integer(1), created: rows.integer(3), expires: rows.integer(4),
                revoked: rows.isNull(5) ? nil : rows.integer(5))
            guard let consumer = consumers[key.consumer], let hash = SHA256Digest(rows.blob(2) ?? []) else { continue }
            entries[AccessKey.packed(key.id.utf8), default: []].append(
                Entry(key: key, hash: hash, consumer: consumer))
        }
        return entries
    }

    /// A key of a consumer by its id.
    func key(_ id: String, of consumer: Consumer) -> KeyEntry? {
        entries[AccessKey.packed(id.utf8)]?.first { $0.key.id == id && $0.consumer.id == consumer.id }?.key
    }

    /// Judges the text of a key. A revoked or expired key is told so only when all of it is right.
    public func judge(_ text: [UInt8], at now: Int64) -> Verdict {
        guard let id = AccessKey.packedID(text), let candidates = entries[id] else { return .unknown }
        let hash = AccessKey.hash(text)
        guard let entry = candidates.first(where: { constantTimeEqual($0.hash, hash) }) else { return .unknown }
        if entry.key.revoked != nil { return .revoked }
        return now < entry.key.expires ? .known(entry.consumer, keyID: entry.key.id) : .expired
    }

    /// The grant that a consumer has on a feed, by their names, whether it holds or not.
    public func grant(of consumer: String, on feed: String) -> Grant? {
        consumers.values.first { $0.name == consumer }?.grant(on: feed)
    }

    /// The consumer of that number while there is a way for it to ask: a key that holds, a certificate that needs none, or the
    /// gateway's signature; nil when it is gone, or has no way any more.
    public func holder(_ id: Int64, at now: Int64) -> Consumer? {
        guard let consumer = consumers[id] else { return nil }
        let hasWay =
            callers.values.contains { $0.consumer == id }
            || certificates.values.contains { $0.consumer == id && !$0.needsKey }
            || entries.values.contains { $0.contains { $0.consumer.id == id && $0.key.isLive(at: now) } }
        return hasWay ? consumer : nil
    }

    private static func consumers(_ database: Database) throws -> [Int64: Consumer] {
        var consumers: [Int64: Consumer] = [:]
        let rows = try database.prepare("SELECT id, name, title, created FROM hub_consumer")
        while try rows.step() {
            consumers[rows.integer(0)] = Consumer(
                id: rows.integer(0), name: rows.text(1) ?? "", title: rows.text(2) ?? "", created: rows.integer(3))
        }
        return consumers
    }

    private static func grants(_ database: Database) throws -> [(Int64, Grant)] {
        var grants: [(Int64, Grant)] = []
        let rows = try database.prepare(
            "SELECT consumer, feed, purpose, legal_basis, starts, ends, sources FROM hub_grant ORDER BY feed")
        while try rows.step() {
            let sources = (rows.text(6) ?? "").split(separator: " ").map(String.init)
            // A grant whose sources cannot be read grants nothing.
            guard
                let grant = Grant(
                    feed: rows.text(1) ?? "", purpose: rows.text(2) ?? "", legalBasis: rows.text(3) ?? "",
                    starts: rows.integer(4), ends: rows.isNull(5) ? nil : rows.integer(5), sources: sources)
            else { continue }
            grants.append((rows.integer(0), grant))
        }
        return grants
    }
}
