import Feeds
import Foundation
import HTTPServer
import JSON
import Storage

extension PartnerService {
    /// Recognises the consumer by its key, and holds it to its limits.
    func authenticate(
        _ request: borrowing HTTPRequest, _ directory: AccessDirectory, _ call: inout Call
    ) throws -> Consumer {
        guard let key = try request.withHeader("Authorization", { try Self.bearer($0) }) else {
            throw refusal("missing-key", "Send your key: `Authorization: Bearer hub_...`.")
        }
        switch directory.judge(key, at: call.now) {
        case .known(let consumer, let keyID):
            call.consumer = consumer.id
            call.entry.consumer = consumer.name
            call.entry.key = keyID
            // A request that was held has been counted.
            if request.wake == .none { try limiter.admit(consumer.id, at: call.received) }
            return consumer
        case .unknown: throw refusal("unknown-key", "The key is not known.")
        case .revoked: throw refusal("revoked-key", "The key was revoked.")
        case .expired: throw refusal("expired-key", "The key's time is over: ask for a new one.")
        }
    }

    /// Whoever tries keys out is slowed down, before anything else is done for him.
    private func refusal(_ kind: String, _ detail: String) -> Problem {
        limiter.admitsStranger(at: .now)
            ? .unauthorised(kind, detail) : .tooMany("Too many requests without a valid key.", after: 5)
    }

    /// The key that a request shows: `Bearer KEY`, or `Basic` with the key as the password (RFC 7617), for browsers, spreadsheets and
    /// maps that know no other way.
    static func bearer(_ header: RawSpan?) throws -> [UInt8]? {
        guard let header else { return nil }
        let bytes = header.bytes
        guard bytes.count > 7, bytes.count < 512 else { return nil }
        if bytes[..<7].elementsEqual("Bearer ".utf8) { return bytes.count < 256 ? Array(bytes[7...]) : nil }
        guard bytes[..<6].elementsEqual("Basic ".utf8), let pair = Data(base64Encoded: Data(bytes[6...])),
            let colon = pair.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        return Array(pair[(colon + 1)...])
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
    func recheck(_ key: [UInt8], _ feed: String, _ call: Call, _ directory: AccessDirectory) throws(Problem) {
        let now = Call.milliseconds()
        guard case .known(let consumer, _) = directory.judge(key, at: now), consumer.id == call.consumer else {
            throw .unauthorised("unknown-key", "The key does not hold any more.")
        }
        guard let grant = consumer.grant(on: feed), grant.refusal(at: now, from: call.entry.address) == nil else {
            throw forbidden(feed, "Your grant on the feed `\(feed)` does not hold any more.")
        }
    }

    private func forbidden(_ feed: String, _ detail: String) -> Problem {
        Problem(403, "missing-grant", "Forbidden", detail, members: [("grant", .string("feed:\(feed)"))])
    }
}
