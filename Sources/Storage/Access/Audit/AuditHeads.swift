import Crypto
import Model

/// Signed heads and anchors, held against the chains while these are walked.
struct AuditHeads {
    private struct Place: Hashable {
        let consumer: String
        let number: Int64
    }

    private var waiting: [Place: [AccessHead]] = [:]
    private(set) var signed = 0
    private(set) var unproven = 0
    private(set) var outlived = 0

    /// Takes heads, if their signatures are right; otherwise what is wrong.
    mutating func take(_ heads: [AccessHead], _ keys: [PublicKey], _ log: String) -> AuditFinding? {
        for head in heads {
            guard head.log == log else {
                return Self.forged(head, "is of another log (\(head.log.prefix(64))): this one is \(log)")
            }
            switch head.verdict(keys) {
            case .wrong: return Self.forged(head, "was altered: its signature does not fit")
            case .right: signed += 1
            case .unknown: unproven += 1
            }
            waiting[Place(consumer: head.consumer, number: head.link.number), default: []].append(head)
        }
        return nil
    }

    /// Forgets the heads of what was dropped: from the anchor on, rows are there.
    mutating func forget(before anchor: AccessLink, of consumer: String) {
        for place in waiting.keys where place.consumer == consumer && place.number < anchor.number {
            outlived += waiting.removeValue(forKey: place)?.count ?? 0
        }
    }

    /// Holds a link of a chain against the heads of its place.
    mutating func meet(_ link: AccessLink, of consumer: String, _ row: AccessLogRow?) -> AuditFinding? {
        guard let heads = waiting.removeValue(forKey: Place(consumer: consumer, number: link.number)) else {
            return nil
        }
        guard let head = heads.first(where: { $0.link.hash != link.hash }) else { return nil }
        return AuditFinding(
            kind: .rewritten, id: row?.id, at: row?.entry.at, consumer: consumer,
            text: "\(Self.name(head)) says that \(Self.rows(head)) lead elsewhere: rows up to there were written anew")
    }

    /// A head that tells of more rows than there are.
    func ahead(last: (String) -> Int64) -> AuditFinding? {
        let first = waiting.min { ($0.key.consumer, $0.key.number) < ($1.key.consumer, $1.key.number) }
        guard let head = first?.value.first else { return nil }
        let there = last(head.consumer)
        return AuditFinding(
            kind: .truncated, id: head.consumer == AccessChain.whole ? there &+ 1 : nil, at: head.at,
            consumer: head.consumer,
            text: "\(Self.name(head)) tells of \(Self.rows(head)), and there are \(there): the last were cut off")
    }

    private static func forged(_ head: AccessHead, _ what: String) -> AuditFinding {
        AuditFinding(kind: .forged, id: nil, at: head.at, consumer: head.consumer, text: "\(name(head)) \(what)")
    }

    private static func name(_ head: AccessHead) -> String {
        "the \(head.isAnchor ? "anchor" : "head") of \(Instant(milliseconds: head.at)) \(Audit.chain(of: head.consumer))"
    }

    private static func rows(_ head: AccessHead) -> String {
        head.link.number == 1 ? "1 row" : "\(head.link.number) rows"
    }
}
