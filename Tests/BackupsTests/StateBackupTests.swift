import Foundation
import SQLite
import Storage
import Synchronization
import TestServers
import Testing

@testable import Backups

@Suite struct StateBackupTests {
    private let folder: TemporaryFolder
    private var state: String { folder.path + "/state" }
    private var place: String { folder.path + "/backup" }

    init() throws {
        folder = try TemporaryFolder()
        for name in ["state/series", "state/signing/retired", "state/snapshots", "state/locks"] {
            try FileManager.default.createDirectory(
                atPath: folder.path + "/" + name, withIntermediateDirectories: true)
        }
        _ = try Store(path: state + "/envhub.db")
        for path in ["series/监测.db", "access.db"] {
            try Database(path: state + "/" + path).execute(
                "PRAGMA journal_mode=WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        }
        for path in ["signing/sm2.pem", "signing/retired/sm2.1.pem", "snapshots/big", "locks/a.lock"] {
            try folder.write("secret of " + path, to: "state/" + path)
        }
    }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    private var leftovers: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.contains(".part") }
    }

    @Test func whatCannotBeMadeAgainIsCopied() throws {
        let made = try StateBackup(of: state).make(at: place, now: 1_796_054_400_000)
        #expect(
            made.files.map(\.path) == [
                "envhub.db", "series/监测.db", "access.db", "signing/retired/sm2.1.pem", "signing/sm2.pem",
            ])
        #expect(try BackupManifest.read(in: place) == made)
        try made.check(in: place)
        #expect(made.bytes > 0 && made.made == 1_796_054_400_000)
        #expect(try mode(place) == 0o700 && leftovers.isEmpty)
        for file in made.files { #expect(try mode(place + "/" + file.path) == 0o600) }
        let files = try #require(FileManager.default.subpaths(atPath: place))
        #expect(!files.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") })
        #expect(try Database(path: place + "/series/监测.db", mode: .readOnly).integer("SELECT a FROM t") == 1)
    }

    /// Somebody else commits all the time, as devices do: the copy is as of one moment, and comes to its end.
    @Test func writersDoNotHoldItUp() throws {
        let path = state + "/series/busy.db"
        let database = try Database(path: path)
        try database.execute(
            """
            PRAGMA journal_mode=WAL; CREATE TABLE a (n INTEGER, filler BLOB); CREATE TABLE b (n INTEGER);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 20000) INSERT INTO a SELECT i, randomblob(500) FROM n;
            INSERT INTO b SELECT n FROM a
            """)
        let isOver = Mutex(false)
        let ended = DispatchSemaphore(value: 0)
        let written = Mutex(0)
        Thread.detachNewThread {
            defer { ended.signal() }
            guard let writer = try? Database(path: path) else { return }
            while !isOver.withLock({ $0 }) {
                try? writer.execute(
                    "BEGIN IMMEDIATE; INSERT INTO a VALUES (0, randomblob(500)); INSERT INTO b VALUES (0); COMMIT")
                written.withLock { $0 += 1 }
            }
        }
        #expect(eventually { written.withLock { $0 } > 10 })
        var steps = 0
        _ = try StateBackup(of: state).make(at: place, now: 0) { file, done, total in
            guard file == "series/busy.db" else { return }
            steps += 1
            // As long as it takes for somebody to get in.
            let before = written.withLock { $0 }
            _ = eventually { written.withLock { $0 } > before }
            #expect(done <= total)
        }
        isOver.withLock { $0 = true }
        ended.wait()
        let copy = try Database(path: place + "/series/busy.db", mode: .readOnly)
        let (first, second) = (try copy.integer("SELECT count(*) FROM a"), try copy.integer("SELECT count(*) FROM b"))
        #expect(first == second && first ?? 0 > 20_010 && steps > 1)
    }

    @Test func aFolderThatIsThereIsLeft() throws {
        try folder.write("mine", to: "backup/file")
        let error = #expect(throws: BackupError.self) { try StateBackup(of: state).make(at: place, now: 0) }
        #expect(error?.message == "\(place) is there already: name a folder that is not")
        #expect(FileManager.default.subpaths(atPath: place) == ["file"] && leftovers.isEmpty)
        let none = #expect(throws: BackupError.self) {
            try StateBackup(of: folder.path + "/none").make(at: place + "2", now: 0)
        }
        #expect(none?.message.contains("there is no store") == true)
    }

    /// Damage is told at the next backup, and not when it is needed.
    @Test func aDamagedDatabaseIsTold() throws {
        let path = state + "/series/broken.db"
        let database = try Database(path: path)
        try database.execute(
            """
            CREATE TABLE a (n INTEGER PRIMARY KEY, t TEXT); CREATE INDEX i ON a (t);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 5000) INSERT INTO a SELECT i, hex(randomblob(40)) FROM n
            """)
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        for place in bytes.count / 2..<bytes.count / 2 + 6_000 { bytes[place] = 0x5A }
        try Data(bytes).write(to: URL(filePath: path))
        let error = #expect(throws: BackupError.self) { try StateBackup(of: state).make(at: place, now: 0) }
        #expect(
            error?.kind == .damaged && error?.message.contains("broken.db is damaged") == true,
            "\(String(describing: error))")
        #expect(!FileManager.default.fileExists(atPath: place) && leftovers.isEmpty)
    }

    @Test func whatWasAlteredIsNoBackup() throws {
        let made = try StateBackup(of: state).make(at: place, now: 0)
        try Data("other".utf8).write(to: URL(filePath: place + "/signing/sm2.pem"))
        let altered = #expect(throws: BackupError.self) { try made.check(in: place) }
        #expect(altered?.message == "signing/sm2.pem of the backup is not what was written: use another backup")
        try FileManager.default.removeItem(atPath: place + "/access.db")
        let missing = #expect(throws: BackupError.self) { try made.check(in: place) }
        #expect(missing?.message.hasPrefix("access.db of the backup is missing") == true)
    }

    @Test(arguments: [
        "../envhub.db", "/etc/passwd", "signing/../../a", "signing/.hidden", "series/a/b.db", "series/a", "other", "",
        "signing/", "signing//a", "connectors/a.yaml", "snapshots/a",
    ])
    func placesOfOthersAreNotTaken(_ path: String) throws {
        let hash = String(repeating: "0", count: 64)
        try folder.write(
            #"{"format":"envhub backup 1","made":0,"files":[{"path":"\#(path)","bytes":0,"sha256":"\#(hash)"}]}"#,
            to: "backup/manifest.json")
        #expect(throws: BackupError.self) { try BackupManifest.read(in: place) }
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"format":"envhub backup 2","made":0,"files":[]}"#, #"{"format":"envhub backup 1"}"#,
    ])
    func whatIsNoManifestIsSaidToBeNone(_ text: String) throws {
        try folder.write(text, to: "backup/manifest.json")
        #expect(throws: BackupError.self) { try BackupManifest.read(in: place) }
    }
}
