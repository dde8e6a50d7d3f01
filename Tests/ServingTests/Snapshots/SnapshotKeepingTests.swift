import Crypto
import Feeds
import Foundation
import HTTPClient
import HTTPServer
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

/// How files are made once, kept for a while, and what happens when they cannot be made.
@Suite struct SnapshotKeepingTests {
    private let hub: Hub
    private let key: String
    private let path = "/v1/feeds/water/snapshot/pollution_source"

    init() throws {
        hub = try Hub()
        key = try hub.consumer("mirror", feeds: ["water"])
        try hub.publisher.commit((1...2_000).map { (Int64($0), ["厂\($0)", "441802"]) })
    }

    private func folders() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: hub.snapshots.folder).sorted()
    }

    @Test func manyWhoAskAtOnceGetOneFile() throws {
        let partner = try Fetching(hub, key: key)
        let programs = try (0..<12).map { number in
            try TestProgram(partner.curl("pollution_source.ndjson", "\(number)"), in: partner.folder.path)
        }
        let headers = programs.map { $0.wait().output }
        // A file that was made twice would tell of two moments.
        #expect(Set(headers.map { Fetching.header("Last-Modified", in: $0) }).count == 1)
        #expect(headers.allSatisfy { $0.hasPrefix("HTTP/1.1 200") })
        #expect(Set(try (0..<12).map { try partner.bytes("\($0)") }).count == 1)
        #expect(try folders().count == 1)
    }

    @Test func onlyTheNewestAndThoseInUseAreKept() async throws {
        hub.snapshots.keptFor = .zero
        try hub.restartServer()
        for round in 0..<5 {
            try hub.publisher.commit(1, "厂\(round)", "441802")
            #expect(try await hub.get(path + ".csv", key: key).status == 200)
        }
        #expect(try folders().count == 2)
        hub.snapshots.keptFor = .seconds(60)
        try hub.restartServer()
        for round in 0..<3 {
            try hub.publisher.commit(1, "厂\(round)", "441802")
            #expect(try await hub.get(path + ".csv", key: key).status == 200)
        }
        #expect(try folders().count == 5)
        // Beyond the bytes that they may take only the newest stays.
        hub.snapshots.mostBytes = 1
        try hub.restartServer()
        #expect(try folders().count == 1)
        #expect(try await hub.get(path + ".csv", key: key).status == 200)
    }

    @Test func aFileThatIsBeingSentIsSentToItsEnd() async throws {
        hub.snapshots.keptFor = .zero
        try hub.restartServer()
        let first = try await hub.get(path + ".ndjson", key: key)
        let partner = try Fetching(hub, key: key)
        let slow = try TestProgram(
            partner.curl("pollution_source.ndjson", "slow", ["--limit-rate", "300k"]), in: partner.folder.path)
        #expect(await becomes { !slow.output.isEmpty })
        for round in 0..<4 {
            try hub.publisher.commit(1, "厂\(round)", "441802")
            _ = try await hub.get(path + ".ndjson", key: key)
        }
        #expect(slow.wait().status == 0)
        #expect(try partner.bytes("slow") == first.body)
    }

    /// Partners hold a file against the keys of now: one that others signed is made anew.
    @Test func whatRetiredKeysSignedGoes() async throws {
        let first = try await hub.get(path + ".csv", key: key)
        try hub.restartServer()
        #expect(try await hub.get(path + ".csv", key: key).fields["ETag"] == first.fields["ETag"])
        hub.snapshots.keys = try SigningKeys.rotate(.sm2, in: hub.directory.path + "/signing", at: Hub.now)
        try hub.restartServer()
        #expect(try folders().isEmpty)
        #expect(try await hub.get(path + ".csv", key: key).status == 200)
        let text = try await hub.get(path + ".csv.sm3", key: key).body
        let signature = try await hub.get(path + ".csv.sm3.sig", key: key).body
        #expect(hub.snapshots.keys.sm2.publicKey.verifies(signature, of: text))
        let told = try await hub.get("/v1/keys", key: nil).json
        #expect(told["keys"]?.arrayValue?.count == 2 && told["retired"]?.arrayValue?.count == 1)
        #expect(told["retired"]?[0]?["id"]?.stringValue == hub.keys.sm2.publicKey.id)
        #expect(told["retired"]?[0]?["distid"] == "1234567812345678" && told["retired"]?[0]?["href"] == nil)
    }

    @Test func whatACrashLeftGoesAndWhatIsWholeStays() async throws {
        let first = try await hub.get(path + ".csv", key: key)
        let whole = try #require(try folders().first)
        let files = FileManager.default
        let place = hub.snapshots.folder
        for left in [".draft-00ff", "1-2-3-4-x.csv", "rubbish", whole + "x"] {
            try files.createDirectory(atPath: "\(place)/\(left)", withIntermediateDirectories: true)
            try Data("x".utf8).write(to: URL(filePath: "\(place)/\(left)/data"))
        }
        try hub.restartServer()
        #expect(try folders() == [whole])
        let again = try await hub.get(path + ".csv", key: key)
        #expect(again.body == first.body && again.fields["Last-Modified"] == first.fields["Last-Modified"])
        // One that lost a part is no snapshot, and is made anew.
        try files.removeItem(atPath: "\(place)/\(whole)/sm3.sig")
        try hub.restartServer()
        #expect(try folders() == [])
        #expect(try await hub.get(path + ".csv.sm3.sig", key: key).status == 200)
    }

    @Test func aFeedThatWasMadeAnewHasNoOldFiles() async throws {
        let first = try await hub.get(path + ".ndjson", key: key)
        let feed = try #require(try hub.publisher.store.feeds().first { $0.name == "water" })
        try hub.publisher.store.inTransaction { try hub.publisher.store.renewFeed(feed.id) }
        let tag = try #require(first.fields["ETag"])
        let rest = try await hub.get(path + ".ndjson", key: key, fields: [("Range", "bytes=5-"), ("If-Range", tag)])
        #expect(rest.status == 200 && rest.fields["ETag"] != tag)
        #expect(try folders().count == 1)
    }

    /// The same store, served by a feed file that shows a column less: what was made before is not given out, nor kept.
    @Test func aFeedThatShowsLessGivesNoOldFiles() async throws {
        let first = try await hub.get(path + ".csv", key: key)
        #expect(first.text.contains("441802"))
        hub.server.stop()
        let files = Publisher.files.map { $0.replacing("columns: [name, region]", with: "columns: [name]") }
        let narrower = try Publisher.compile(files)
        let server = try PartnerServer(
            storePath: hub.storePath, feeds: narrower, log: hub.log,
            http: HTTPListener.Configuration(), limits: .none, snapshots: hub.snapshots)
        defer { server.stop() }
        #expect(try folders() == [])
        var request = TransferRequest("http://127.0.0.1:\(server.port)\(path).csv?at=2000")
        request.fields.add("Authorization", "Bearer \(key)")
        // Until the change is taken up, the store's lines are of another feed than the one served.
        let behind = try await hub.session.perform(request)
        #expect(behind.status == 503 && behind.kind == "changing" && !behind.text.contains("441802"))
        let store = hub.publisher.store
        let state = try #require(try store.feeds().first { $0.name == "water" })
        let changed = try #require(narrower.first { $0.name == "water" })
        try store.inTransaction {
            try store.changeFeed(state.id, definition: changed.definition, at: hub.publisher.now)
        }
        let now = try await hub.session.perform(request)
        #expect(now.status == 200 && now.text.contains("厂1") && !now.text.contains("441802"))
    }

    /// A store that was put back counts again through numbers that files of later have: these are not of it.
    @Test func aFileOfANumberToComeIsNone() async throws {
        let first = try await hub.get(path + ".csv", key: key)
        let name = try #require(try folders().first)
        let place = hub.snapshots.folder
        try FileManager.default.moveItem(
            atPath: "\(place)/\(name)", toPath: "\(place)/\(name.replacing("-2000-", with: "-2001-"))")
        try hub.restartServer()
        #expect(try folders() == [])
        try hub.publisher.commit(1, "新", "441802")
        let next = try await hub.get(path + ".csv?at=2001", key: key)
        #expect(next.status == 200 && next.text.contains("新") && next.body != first.body)
    }

    @Test func aFullDiskIsToldAndLeavesNothing() async throws {
        hub.snapshots.reserve = .max
        try hub.restartServer()
        for format in ["ndjson", "csv", "xlsx", "geojson", "xml"] {
            let refused = try await hub.get("\(path).\(format)", key: key)
            #expect(refused.status == 503 && refused.kind == "snapshot" && refused.fields["Retry-After"] == "60")
        }
        #expect(try folders() == [])
        hub.snapshots.reserve = 0
        try hub.restartServer()
        #expect(try await hub.get(path + ".ndjson", key: key).status == 200)
    }

    /// The system's own word that there is no room: every write to /dev/full fails so.
    @Test func aWriteThatFailsIsAnError() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/full", withDestinationPath: "/dev/full")
        #expect(throws: (any Error).self) { try DraftFile.write([1], "full/x", in: folder.path) }
        let file = try DraftFile("a", in: folder.path, reserve: .max)
        #expect(throws: SnapshotError.disk) {
            try file.append([UInt8](repeating: 1, count: 1 << 20))
            _ = try file.finish()
        }
        #expect(throws: SnapshotError.disk) { _ = try DraftFile("a", in: folder.path, reserve: 0) }
    }

    /// An admin may throw the folder away at any time.
    @Test func aFolderThatIsGoneIsMadeAnew() async throws {
        for suffix in [".ndjson", ".ndjson.sha256"] {
            let before = try await hub.get(path + suffix, key: key)
            try FileManager.default.removeItem(atPath: hub.snapshots.folder)
            let after = try await hub.get(path + suffix, key: key)
            #expect(before.status == 200 && after.status == 200 && after.body.count == before.body.count)
            #expect(before.fields["ETag"] != after.fields["ETag"], "another moment is another file")
        }
        // A file in its place is no folder.
        try FileManager.default.removeItem(atPath: hub.snapshots.folder)
        try Data().write(to: URL(filePath: hub.snapshots.folder))
        let refused = try await hub.get(path + ".csv", key: key)
        #expect(refused.status == 503 && refused.fields["Retry-After"] != nil)
        #expect(hub.server.metrics.current.snapshotFailures == 1 && hub.server.metrics.current.snapshots == 3)
        try FileManager.default.removeItem(atPath: hub.snapshots.folder)
    }

    @Test func whatTakesTooLongIsToldToComeAgain() async throws {
        hub.snapshots.longestBuild = .zero
        try hub.restartServer()
        let slow = try await hub.get(path + ".ndjson", key: key)
        #expect(slow.status == 503 && slow.fields["Retry-After"] == "300")
        #expect(try folders() == [])
        hub.snapshots.longestBuild = .seconds(60)
        hub.snapshots.mostRows = 10
        try hub.restartServer()
        let large = try await hub.get(path + ".xlsx", key: key)
        #expect(large.status == 406 && large.kind == "too-many-records")
        #expect(try await hub.get(path + ".csv", key: key).status == 200)
    }

    /// Whoever cannot wait any longer is told so, and finds the file when he comes again.
    @Test func aRequestWaitsOnlyForSoLong() async throws {
        try hub.publisher.commit((1...40_000).map { (Int64($0), ["厂\($0)", "441802"]) })
        hub.snapshots.longestWait = .milliseconds(1)
        hub.snapshots.freshness = .seconds(60)
        try hub.restartServer()
        let first = try await hub.get(path + ".xlsx", key: key)
        #expect(first.status == 503 && first.fields["Retry-After"] == "5")
        #expect(try await becomes { try await hub.get(path + ".xlsx", key: key).status == 200 })
        // It is good for a while, whatever comes.
        try hub.publisher.commit(1, "新", "441802")
        #expect(try await hub.get(path + ".xlsx", key: key).fields["Content-Location"]?.hasSuffix("at=42000") == true)
    }

    @Test func aQueueThatIsFullRefuses() async throws {
        hub.snapshots.queue = 0
        try hub.restartServer()
        let refused = try await hub.get(path + ".ndjson", key: key)
        #expect(refused.status == 503 && refused.fields["Retry-After"] == "10")
    }
}
