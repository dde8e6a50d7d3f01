import Crypto
import Foundation
import SQLite

/// Copies single files so that they last.
enum CopiedFile {
    private static let piece = 1 << 20

    /// The size and SHA-256 of a file; nil when it cannot be read.
    static func hash(_ path: String) -> (bytes: Int64, sha256: String)? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        var hash = SHA256()
        var bytes: Int64 = 0
        do {
            while let part = try file.read(upToCount: piece), !part.isEmpty {
                hash.update([UInt8](part))
                bytes += Int64(part.count)
            }
        } catch {
            return nil
        }
        return (bytes, hash.finish().hex)
    }

    /// Copies a file to a new place that its owner alone may read.
    static func copy(_ source: String, to target: String) throws(BackupError) {
        try makeFolder(folder(of: target))
        guard (try? FileManager.default.copyItem(atPath: source, toPath: target)) != nil else {
            throw failure("copy \(source) to", target)
        }
        try finish(target)
    }

    /// Copies a database as of one moment, while others go on using it, and makes sure that the copy is whole.
    ///
    /// - Parameter progress: told the pages that are done and the pages there are.
    static func copyDatabase(
        _ source: String, to target: String, _ progress: (_ done: Int, _ total: Int) -> Void
    ) throws(BackupError) {
        try makeFolder(folder(of: target))
        let verdict: String?
        do throws(SQLiteError) {
            let original = try Database(path: source, mode: .readWrite, busyTimeout: 30_000)
            let copy = try Database(path: target, mode: .create)
            // A moment that is held: without it each commit of somebody else would have the copy begin again.
            try original.begin(.deferred)
            _ = try original.integer("SELECT count(*) FROM sqlite_schema")
            try original.backup(to: copy) { progress($1 - $0, $1) }
            try original.commit()
            // One file, without a log beside it.
            try copy.execute("PRAGMA journal_mode=DELETE")
            verdict = try copy.text("PRAGMA quick_check(1)")
        } catch {
            throw BackupError(error, at: source)
        }
        guard verdict == "ok" else { throw BackupError(damaged: source, verdict ?? "") }
        try finish(target)
    }

    /// The folder that a file is in.
    static func folder(of file: String) -> String { URL(filePath: file).deletingLastPathComponent().path }

    /// Makes a folder, for its owner alone, unless it is there.
    static func makeFolder(_ folder: String) throws(BackupError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw failure("make", folder)
        }
    }

    /// The file is its owner's alone, and on the disk.
    static func finish(_ path: String) throws(BackupError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else {
            throw failure("write", path)
        }
    }

    static func failure(_ what: String, _ path: String) -> BackupError {
        BackupError(.files, "cannot \(what) \(path): \(unsafe String(cString: strerror(errno)))")
    }
}
