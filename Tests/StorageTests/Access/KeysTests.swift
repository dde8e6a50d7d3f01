import Foundation
import SQLite
import TestServers
import Testing

@testable import Storage

@Suite struct KeysTests {
    private let store: Store
    private let consumer: Consumer
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/hub.db" }
    private static let day: Int64 = 86_400_000

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "/hub.db")
        consumer = try store.addConsumer("water", title: "水务局", at: 1)
    }

    @Test func keysAreFoundByTheirTextAlone() throws {
        let key = try store.issueKey(for: consumer, at: 0, expires: Self.day)
        #expect(key.text.utf8.count == AccessKey.count && key.text.hasPrefix("hub_\(key.id)_"))
        let reader = try FeedReader(path: path)
        try reader.snapshot {
            guard case .known(let found, let id) = reader.access.judge(Array(key.text.utf8), at: 5) else {
                Issue.record("the key is not known")
                return
            }
            #expect(found.name == "water" && id == key.id)
            for case .known in [
                reader.access.judge(Array(key.text.utf8), at: Self.day),
                reader.access.judge(Array((key.text.dropLast() + "_").utf8), at: 5), reader.access.judge([], at: 5),
            ] { Issue.record("a bad key is known") }
        }
    }

    @Test func theTextIsNotKept() throws {
        let key = try store.issueKey(for: consumer, at: 0, expires: Self.day)
        try store.database.execute("PRAGMA wal_checkpoint(truncate)")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(bytes.range(of: Data(key.id.utf8)) != nil)
        #expect(bytes.range(of: Data(key.text.suffix(43).utf8)) == nil)
    }

    @Test func twoKeysLiveAndNoneForLongerThan400Days() throws {
        #expect(throws: StoreError.self) { try store.issueKey(for: consumer, at: 0, expires: 401 * Self.day) }
        #expect(throws: StoreError.self) { try store.issueKey(for: consumer, at: 5, expires: 5) }
        _ = try store.issueKey(for: consumer, at: 0, expires: 400 * Self.day)
        let second = try store.issueKey(for: consumer, at: 1, expires: 10)
        #expect(throws: StoreError.self) { try store.issueKey(for: consumer, at: 2, expires: Self.day) }
        // An expired key makes room, a revoked one too.
        _ = try store.issueKey(for: consumer, at: 11, expires: Self.day)
        #expect(throws: StoreError.self) { try store.issueKey(for: consumer, at: 12, expires: Self.day) }
        #expect(try store.revokeKeys(of: consumer, at: 13) == 3)
        #expect(try !store.revokeKey(second.id, at: 14) && store.keys(of: consumer).allSatisfy { $0.revoked != nil })
        _ = try store.issueKey(for: consumer, at: 15, expires: Self.day)
    }

    @Test(arguments: ["", "a b", "../x", "a'b", "a\u{0}", String(repeating: "x", count: 65)])
    func oddNamesAreRefused(_ name: String) {
        #expect(throws: StoreError.self) { try store.addConsumer(name, title: "t", at: 1) }
    }

    @Test func namesAreGivenOnce() {
        #expect(throws: StoreError.self) { try store.addConsumer("water", title: "t", at: 1) }
        #expect(throws: Never.self) { try store.addConsumer("环警-1", title: "t", at: 1) }
    }

    @Test func grantsComeBackAsTheyWere() throws {
        let grant = try #require(
            Grant(feed: "water", purpose: "执法", legalBasis: "第八条", starts: 5, ends: 9, sources: ["10.0.0.0/8", "::1"]))
        try store.setGrant(grant, of: consumer)
        #expect(try store.consumer("water")?.grants == [grant])
        let refusals: [Grant.Refusal?] = [
            grant.refusal(at: 4, from: "::1"), grant.refusal(at: 9, from: "::1"),
            grant.refusal(at: 8, from: "10.1.1.1"),
            grant.refusal(at: 8, from: "11.1.1.1"), grant.refusal(at: 8, from: ""),
        ]
        #expect(refusals == [.early, .late, nil, .address, .address])
        #expect(Grant(feed: "f", purpose: "p", legalBasis: "b", starts: 0, sources: ["10.0.0.1/8"]) == nil)
        let backwards = try #require(Grant(feed: "water", purpose: "p", legalBasis: "b", starts: 9, ends: 9))
        #expect(throws: StoreError.self) { try store.setGrant(backwards, of: consumer) }
    }
}
