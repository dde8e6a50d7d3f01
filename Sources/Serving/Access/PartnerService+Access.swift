import Feeds
import Foundation
import HTTPServer
import JSON
import Storage

extension PartnerService {
    /// Recognises the consumer by what it shows, and holds it to its limits.
    func authenticate(
        _ request: borrowing HTTPRequest, _ directory: AccessDirectory, _ call: inout Call
    ) throws -> Consumer {
        guard let credential = try self.credential(request, directory, call) else {
            throw refusal("missing-key", "Send your key: `Authorization: Bearer hub_...`.")
        }
        switch directory.judge(credential, at: call.now) {
        case .known(let consumer, let keyID):
            call.consumer = consumer.id
            call.credential = credential
            call.entry.consumer = consumer.name
            call.entry.key = keyID
            // A request that was held has been counted.
            if request.wake == .none { try admit(consumer, &call) }
            return consumer
        case .unknown: throw unknown(credential)
        case .revoked: throw refusal("revoked-key", "The key was revoked, or that under which a link was made.")
        case .expired: throw refusal("expired-key", "The key's or link's time is over: ask for a new one.")
        case .halfShown:
            throw refusal(
                "two-proofs", "You are asked for both: a client certificate that is yours here, and your key.")
        }
    }

    private func unknown(_ credential: Credential) -> Problem {
        switch credential {
        case .certificate(let facts, nil):
            refusal(
                "unknown-certificate",
                "Your client certificate (SHA-256 \(facts.fingerprint), subject \(facts.subject)) stands for nobody here: send your key, or "
                    + "have the hub's admins bind it.")
        case .certificate: refusal("unknown-key", "The key is not known, or it is not that of your client certificate.")
        default: refusal("unknown-key", "The key is not known.")
        }
    }

    /// Holds a consumer to its quota.
    private func admit(_ consumer: Consumer, _ call: inout Call) throws(Problem) {
        let quota = limiter.quota(of: consumer)
        let left = try limiter.admit(consumer.id, quota, at: call.received)
        if !consumer.quota.isUsual, quota.rate > 0 { call.limit = (quota, left) }
    }

    /// Refuses data when the day's quota is used up; what the consumer asks about itself is answered.
    ///
    /// - Parameter pending: what the consumer is being sent, and the log has no row of yet.
    func checkDay(_ consumer: Consumer, _ now: Int64, pending: AccessLogEntry? = nil) throws(Problem) {
        guard consumer.quota.dailyLines != nil || consumer.quota.dailyBytes != nil else { return }
        let quota = limiter.quota(of: consumer)
        var use = log.use(of: consumer.name, at: now)
        use.lines += Int64(pending?.count ?? 0)
        use.bytes += Int64(pending?.bytes ?? 0)
        guard let used = quota.exhausted(by: use) else { return }
        throw .quotaUsed(used, after: (AccessDay.start(AccessDay.of(now) + 1) - now + 999) / 1_000)
    }

    /// Whoever tries keys out is slowed down, before anything else is done for him.
    func refusal(_ kind: String, _ detail: String) -> Problem {
        limiter.admitsStranger(at: .now)
            ? .unauthorised(kind, detail) : .tooMany("Too many requests without a valid key.", after: 5)
    }

    private static let bearerWord = Array("Bearer ".utf8)

    /// The key that a request shows: `Bearer KEY`, or `Basic` with the key as the password (RFC 7617), for browsers, spreadsheets and
    /// maps that know no other way. The scheme is written in letters of either case, with any blanks (RFC 9110 section 11.4).
    static func bearer(_ header: RawSpan?) throws -> [UInt8]? {
        guard let header, header.byteCount > 7, header.byteCount < 512 else { return nil }
        // As nearly all write it.
        if header.extracting(..<7).isEqual(to: bearerWord), header.byteCount < 256, header.byte(7) != blank,
            header.byte(header.byteCount - 1) != blank
        {
            return header.extracting(7...).bytes
        }
        return key(ofCredentials: header.bytes)
    }

    private static let blank = UInt8(ascii: " ")

    private static func key(ofCredentials bytes: [UInt8]) -> [UInt8]? {
        let parts = bytes.split(whereSeparator: { $0 == blank || $0 == UInt8(ascii: "\t") })
        guard parts.count == 2 else { return nil }
        switch String(decoding: parts[0], as: UTF8.self).lowercased() {
        case "bearer": return parts[1].count < 249 ? Array(parts[1]) : nil
        case "basic":
            guard let pair = Data(base64Encoded: Data(parts[1])), let colon = pair.firstIndex(of: UInt8(ascii: ":"))
            else { return nil }
            return Array(pair[(colon + 1)...])
        default: return nil
        }
    }

    /// The feed, when a grant of the consumer lets this request through.
    func authorise(_ consumer: Consumer, _ index: Int, _ call: inout Call) throws -> ServedFeed {
        let feed = feeds[index]
        let name = feed.compiled.name
        guard let grant = consumer.grant(on: name) else {
            throw forbidden(name, "You have no grant on the feed `\(name)`.")
        }
        switch grant.refusal(at: call.now, from: call.entry.address) {
        case nil: break
        case .early: throw forbidden(name, "Your grant on the feed `\(name)` has not begun.")
        case .late: throw forbidden(name, "Your grant on the feed `\(name)` has ended.")
        case .address: throw forbidden(name, "Your grant on the feed `\(name)` does not cover your address.")
        }
        call.entry.purpose = grant.purpose
        try checkDay(consumer, call.now)
        return feed
    }

    /// The feeds that a consumer may read now, from where he asks.
    func feeds(for consumer: Consumer, _ call: Call) -> [ServedFeed] {
        feeds.filter { feed in
            guard let grant = consumer.grant(on: feed.compiled.name) else { return false }
            return grant.refusal(at: call.now, from: call.entry.address) == nil
        }
    }

    /// Judges again, without counting it as a request, whoever reads a feed's changes for longer. Throws 401 or 403 when the key or
    /// the grant does not hold any more.
    func recheck(_ feed: String, _ call: Call, _ directory: AccessDirectory) throws(Problem) {
        let now = Call.milliseconds()
        guard let credential = call.credential, case .known(let consumer, _) = directory.judge(credential, at: now),
            consumer.id == call.consumer
        else {
            throw .unauthorised("unknown-key", "The key does not hold any more.")
        }
        guard let grant = consumer.grant(on: feed), grant.refusal(at: now, from: call.entry.address) == nil else {
            throw forbidden(feed, "Your grant on the feed `\(feed)` does not hold any more.")
        }
        try checkDay(consumer, now, pending: call.entry)
    }

    private func forbidden(_ feed: String, _ detail: String) -> Problem {
        Problem(403, "missing-grant", "Forbidden", detail, members: [("grant", .string("feed:\(feed)"))])
    }
}
