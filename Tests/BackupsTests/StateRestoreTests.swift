import Foundation
import SQLite
import Storage
import TestServers
import Testing

@testable import Backups

@Suite struct StateRestoreTests {
    private let folder: TemporaryFolder
    private var state: String { folder.path + "/state" }
    private var place: String { folder.path + "/backup" }
    private var store: String { state + "/envhub.db" }

    /// A state with the mark "then" in each of its files, backed up; and the mark "now" since.
    init() throws {
        folder = try TemporaryFolder()
        for name in ["state/series", "state/signing"] {
            try FileManager.default.createDirectory(
                atPath: folder.path + "/" + name, withIntermediateDirectories: true)
        }
        _ = try Store(path: store)
        try mark("then")
        _ = try StateBackup(of: state).make(at: place, now: 0)
        try mark("now")
    }

    private static let databases = ["envhub.db", "series/a.db", "access.db"]

    private func mark(_ text: String) throws {
        for path in Self.databases {
            let database = try Database(path: state + "/" + path)
            try database.execute(
                "PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS mark (t); DELETE FROM mark; INSERT INTO mark VALUES ('\(text)')"
            )
        }
        try folder.write(text, to: "state/signing/sm2.pem")
    }

    private func marks(_ root: String) throws -> [String?] {
        let found = try Self.databases.map { path in
            FileManager.default.fileExists(atPath: root + "/" + path)
                ? try Database(path: root + "/" + path).text("SELECT t FROM mark") : nil
        }
        return found + [try? String(contentsOfFile: root + "/signing/sm2.pem", encoding: .utf8)]
    }

    @Test func theStoreGoesBackAndWhatIsNewerStays() throws {
        let report = try StateRestore(place, into: state).perform(mark: "1")
        #expect(report.outcomes == [.replaced, .kept, .kept, .kept])
        #expect(try marks(state) == ["then", "now", "now", "now"])
        #expect(report.aside == state + "/before-restore-1")
        #expect(try marks(state + "/before-restore-1") == ["now", nil, nil, nil])
        #expect(!FileManager.default.fileExists(atPath: state + "/restore.part"))
        _ = try Store(path: store)
    }

    @Test func everythingGoesBackWhenThatIsAskedFor() throws {
        let report = try StateRestore(place, into: state, replacingAll: true).perform(mark: "1")
        #expect(report.outcomes == Array(repeating: .replaced, count: 4))
        #expect(try marks(state) == ["then", "then", "then", "then"])
        #expect(try marks(state + "/before-restore-1") == ["now", "now", "now", "now"])
    }

    @Test func aMachineThatHasNothingGetsEverything() throws {
        try FileManager.default.removeItem(atPath: state)
        let report = try StateRestore(place, into: state).perform(mark: "1")
        #expect(report.outcomes == Array(repeating: .restored, count: 4) && report.aside == nil)
        #expect(try marks(state) == ["then", "then", "then", "then"])
        let mode = try FileManager.default.attributesOfItem(atPath: state)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    /// A hub that runs has its store open, also when it does nothing.
    @Test func aHubThatRunsIsLeft() throws {
        let running = try Store(path: store)
        let error = #expect(throws: BackupError.self) { try StateRestore(place, into: state).perform(mark: "1") }
        #expect(error?.kind == .busy && error?.message.contains("stop `envhub serve`") == true)
        #expect(try running.database.text("SELECT t FROM mark") == "now")
        #expect(try marks(state) == ["now", "now", "now", "now"])
    }

    @Test func aStoreThatCannotBeReadIsKeptAside() throws {
        try folder.write("this is no database, whatever its name says", to: "state/envhub.db")
        try folder.write("its log", to: "state/envhub.db-wal")
        _ = try StateRestore(place, into: state).perform(mark: "1")
        #expect(try marks(state) == ["then", "now", "now", "now"])
        let aside = state + "/before-restore-1/envhub.db"
        #expect(try String(contentsOfFile: aside, encoding: .utf8).hasPrefix("this is no database"))
        #expect(try String(contentsOfFile: aside + "-wal", encoding: .utf8) == "its log")
    }

    @Test func aBackupThatIsNotWholeIsNotPutBack() throws {
        try Data("x".utf8).write(to: URL(filePath: place + "/series/a.db"))
        let error = #expect(throws: BackupError.self) { try StateRestore(place, into: state).perform(mark: "1") }
        #expect(error?.kind == .damaged)
        #expect(try marks(state) == ["now", "now", "now", "now"])
        #expect(throws: BackupError.self) { try StateRestore(folder.path, into: state).perform(mark: "1") }
    }

    @Test func itCanBeDoneAgain() throws {
        _ = try StateRestore(place, into: state).perform(mark: "1")
        try mark("later")
        _ = try StateRestore(place, into: state).perform(mark: "2")
        #expect(try marks(state) == ["then", "later", "later", "later"])
        #expect(try marks(state + "/before-restore-2")[0] == "later")
    }
}
