import Crypto
import Foundation
import SQLite
import Storage

/// Puts a backup back into a hub's state folder.
///
/// The store is put back always. Other files are put back where they are missing, for what is there is newer than the backup: what
/// devices were told is stored, who read what, the keys that partners know. All are put back when that is asked for. What is replaced
/// is kept aside. Feeds begin a new generation, so that no cursor from after the backup goes on.
public struct StateRestore: Sendable {
    /// What became of a file of the backup.
    public enum Outcome: String, Sendable {
        /// It was put back in place of another.
        case replaced
        /// It was missing, and was put back.
        case restored
        /// What is there was left.
        case kept
    }

    /// What was done.
    public struct Report: Sendable {
        /// The backup.
        public var manifest: BackupManifest
        /// What became of each of its files.
        public var outcomes: [Outcome] = []
        /// The feeds whose consumers load them again.
        public var renewed: [String] = []
        /// Where what was replaced is kept; nil when nothing was.
        public var aside: String?
    }

    /// The backup's folder.
    public let backup: String
    /// The hub's state folder.
    public let state: String
    /// Whether files that are there are replaced as well.
    public let replacesAll: Bool

    /// A restore of a backup into a state folder.
    public init(_ backup: String, into state: String, replacingAll: Bool = false) {
        self.backup = backup
        self.state = state
        replacesAll = replacingAll
    }

    /// Does it.
    ///
    /// - Parameter mark: a name for what is kept aside, such as the time.
    /// - Throws: ``BackupError``; then nothing was replaced.
    public func perform(mark: String) throws(BackupError) -> Report {
        let manifest = try BackupManifest.read(in: backup)
        guard manifest.files.contains(where: { $0.path == StateFiles.store }) else {
            throw BackupError(.damaged, "the backup \(backup) has no store")
        }
        try manifest.check(in: backup)
        var report = Report(manifest: manifest)
        report.outcomes = manifest.files.map { outcome(of: $0.path) }
        let moved = zip(manifest.files, report.outcomes).filter { $1 != .kept }.map(\.0.path)
        let held = try hold(moved)
        defer { withExtendedLifetime(held) {} }
        let draft = state + "/restore.part"
        try CopiedFile.makeFolder(state)
        try? FileManager.default.removeItem(atPath: draft)
        defer { try? FileManager.default.removeItem(atPath: draft) }
        for path in moved { try CopiedFile.copy(backup + "/" + path, to: draft + "/" + path) }
        report.renewed = try renewFeeds(draft + "/" + StateFiles.store)
        if report.outcomes.contains(.replaced) { report.aside = "\(state)/before-restore-\(mark)" }
        for path in moved.reversed() { try put(path, from: draft, report.aside) }
        return report
    }

    private func outcome(of path: String) -> Outcome {
        guard FileManager.default.fileExists(atPath: state + "/" + path) else { return .restored }
        return path == StateFiles.store || replacesAll ? .replaced : .kept
    }

    /// Makes sure that nobody uses the databases that are replaced, and keeps others out until all is done; a damaged one holds nobody.
    private func hold(_ paths: [String]) throws(BackupError) -> [Database] {
        var held: [Database] = []
        for path in paths {
            let file = state + "/" + path
            // What is no database is not opened: SQLite would take away the log beside it, which may be all that is left.
            guard StateFiles.isDatabase(atPath: file) else { continue }
            do throws(SQLiteError) {
                let database = try Database(path: file, mode: .readWrite, busyTimeout: 500)
                // Only the last connection can leave the log; what is in it is in the file then.
                _ = try database.text("PRAGMA journal_mode=DELETE")
                try database.begin(.exclusive)
                held.append(database)
            } catch {
                if error.isCorrupt { continue }
                guard error.isBusy else { throw BackupError(error, at: file) }
                throw BackupError(
                    .busy, "\(file) is in use: stop `envhub serve` and wait for runs to end, then restore again")
            }
        }
        return held
    }

    /// Lets every feed of the restored store begin a new generation, before anybody can be served from it.
    private func renewFeeds(_ path: String) throws(BackupError) -> [String] {
        do {
            let store = try Store(path: path)
            let names = try store.inTransaction {
                let feeds = try store.feeds()
                for feed in feeds { try store.renewFeed(feed.id) }
                return feeds.map(\.name)
            }
            _ = try store.database.text("PRAGMA journal_mode=DELETE")
            return names
        } catch {
            throw BackupError(.damaged, "the store of the backup cannot be used: \(error)")
        }
    }

    /// Puts one file in its place: what is there is linked aside first, so that at no moment there is none.
    private func put(_ path: String, from draft: String, _ aside: String?) throws(BackupError) {
        let place = state + "/" + path
        if let aside, FileManager.default.fileExists(atPath: place) {
            try makeFolder(of: aside + "/" + path)
            guard unsafe link(place, aside + "/" + path) == 0 else { throw CopiedFile.failure("keep", place) }
            // A damaged database may have left a log, which is none of the new one's.
            for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: place + suffix) {
                _ = unsafe rename(place + suffix, aside + "/" + path + suffix)
            }
        }
        try makeFolder(of: place)
        PrivateFolder.giveToOwner(of: state, draft + "/" + path)
        guard unsafe rename(draft + "/" + path, place) == 0 else { throw CopiedFile.failure("put back", place) }
        PrivateFolder.sync(CopiedFile.folder(of: place))
    }

    private func makeFolder(of file: String) throws(BackupError) {
        let folder = CopiedFile.folder(of: file)
        try CopiedFile.makeFolder(folder)
        if folder != state { PrivateFolder.giveToOwner(of: state, folder) }
    }
}
