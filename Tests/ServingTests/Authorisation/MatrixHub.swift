import Feeds
import Foundation
import HTTPClient
import HTTPServer
import Model
import Storage
import TestServers

@testable import Serving

/// A hub whose every value is a word that occurs nowhere else, two feeds that show different rows and columns of it, and consumers of
/// every kind: what a consumer must not see can be looked for in the bytes of any answer.
final class MatrixHub {
    /// Who asks.
    struct Caller {
        let name: String
        /// The feeds that he may read now.
        let feeds: Set<String>
        /// nil for one without a key.
        let key: String?

    }

    /// One revision of a row.
    private struct Revision {
        let row: Int64
        let rev: Int
        let region: String?

        var name: String { "NAMEOF\(row)REV\(rev)X" }
        /// Of a phone number only the last four are shown, and those to one feed.
        var phone: String { "PHONEOF\(row)REV\(rev)X" }
        var note: String { "NOTEOF\(row)REV\(rev)X" }
        var values: [String?] { [name, region, phone + MatrixHub.shownDigits, note] }
    }

    /// In the place of digits: those come by chance in hashes and in the numbers of requests.
    static let shownDigits = "QXZK"
    static let inside = "RGNWATER"
    static let outside = "RGNELSEWHERE"
    static let rows: ClosedRange<Int64> = 1...7

    private static let files = [
        """
        feed: water
        title: { zh: 水务, en: Water }
        partner: 水务局
        purpose: 执法
        entities:
          outlet: { columns: [code] }
          pollution_source:
            where: region == "\(inside)"
            columns: [name, region]
        """,
        """
        feed: police
        title: { zh: 环警, en: Police }
        partner: 公安局
        purpose: 办案
        personal: true
        entities:
          pollution_source:
            where: region is not null
            columns: [name, phone]
            masks: { phone: keep_last(4) }
        """,
    ]

    private let folder: TemporaryFolder
    let publisher: Publisher
    let server: PartnerServer
    let session = HTTPSession()
    private var revisions: [Revision] = []
    private(set) var callers: [Caller] = []

    init() throws {
        folder = try TemporaryFolder()
        publisher = try Publisher(path: folder.path + "/hub.db", files: Self.files)
        var limits = ConsumerLimits.none
        limits.strangers = 0
        let log = try AccessLog(path: folder.path + "/access.db", capacity: 50_000)
        server = try PartnerServer(
            storePath: folder.path + "/hub.db", feeds: publisher.feeds, log: log, http: HTTPListener.Configuration(),
            limits: limits)
        // Rows that stay in, come in, go out, never were in, have no region, are removed, and are merged.
        try commit([
            (1, Self.inside), (2, Self.outside), (3, Self.inside), (4, Self.outside), (5, nil), (6, Self.inside),
        ])
        try commit([(1, Self.inside), (2, Self.inside), (3, Self.outside), (7, Self.inside)])
        try commit([(1, Self.inside), (4, Self.outside)])
        try publisher.remove(6)
        try publisher.merge(7, into: 1)
        try makeCallers()
    }

    deinit { server.stop() }

    /// Commits a new revision of rows.
    func commit(_ rows: [(row: Int64, region: String?)]) throws {
        let made = rows.map { row in
            let rev = revisions.filter { $0.row == row.row }.count + 1
            return Revision(row: row.row, rev: rev, region: row.region)
        }
        revisions += made
        try publisher.commit(made.map { ($0.row, $0.values) })
    }

    private func makeCallers() throws {
        let store = publisher.store
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        func add(_ name: String, _ grants: [(feed: String, ends: Int64?, sources: [String])]) throws -> String {
            let consumer = try store.addConsumer(name, title: name, at: now)
            for grant in grants {
                let made = Grant(
                    feed: grant.feed, purpose: "执法", legalBasis: "条例", starts: now - 10_000, ends: grant.ends,
                    sources: grant.sources)
                try store.setGrant(made!, of: consumer)
            }
            return try store.issueKey(for: consumer, at: now, expires: now + 86_400_000).text
        }
        callers = [
            Caller(name: "stranger", feeds: [], key: nil),
            Caller(name: "no grant", feeds: [], key: try add("none", [])),
            Caller(name: "water", feeds: ["water"], key: try add("water", [("water", nil, [])])),
            Caller(name: "police", feeds: ["police"], key: try add("police", [("police", nil, [])])),
            Caller(
                name: "both", feeds: ["water", "police"],
                key: try add("both", [("water", nil, []), ("police", nil, [])])),
            Caller(
                name: "over", feeds: ["police"],
                key: try add("over", [("water", now - 5_000, []), ("police", nil, [])])),
            Caller(
                name: "elsewhere", feeds: ["water"],
                key: try add("elsewhere", [("water", nil, []), ("police", nil, ["10.9.0.0/16"])])),
        ]
    }

    /// Every word that must not occur in what is answered to one who may see these feeds.
    func forbidden(seeing feeds: Set<String>) -> [String] {
        var words = revisions.flatMap { [$0.phone, $0.note] } + [Self.outside]
        if !feeds.contains("water") { words.append(Self.inside) }
        for revision in revisions {
            let isShown =
                feeds.contains("water") && revision.region == Self.inside
                || feeds.contains("police") && revision.region != nil
            if !isShown { words.append(revision.name) }
        }
        if !feeds.contains("police") { words.append(Self.shownDigits) }
        return words
    }

    func ask(_ request: MatrixRequest, as caller: Caller) async throws -> TransferResponse {
        var transfer = TransferRequest("http://127.0.0.1:\(server.port)" + request.target, method: request.method)
        transfer.acceptsCompression = false
        if let key = caller.key { transfer.fields.add("Authorization", "Bearer \(key)") }
        for (name, value) in request.fields { transfer.fields.add(name, value) }
        if let body = request.body { transfer.body = Array(body.utf8) }
        return try await session.perform(transfer)
    }
}
