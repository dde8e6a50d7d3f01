import Crypto
import Foundation

/// Copies a hub's state while the hub works: each database as of one moment, and whole.
public struct StateBackup: Sendable {
    /// The hub's state folder.
    public let state: String

    /// A backup of this state folder.
    public init(of state: String) { self.state = state }

    /// Makes a backup in a folder that is not there yet: it is there when it is whole, and not before. Only its owner may look into it,
    /// for it holds what the state holds, secrets too.
    ///
    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - progress: told the file, and of a database the pages that are done and the pages there are.
    /// - Throws: ``BackupError``.
    public func make(
        at place: String, now: Int64, progress: (_ file: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws(BackupError) -> BackupManifest {
        guard FileManager.default.fileExists(atPath: state + "/" + StateFiles.store) else {
            throw BackupError(.files, "there is no store in \(state): nothing to back up")
        }
        guard !FileManager.default.fileExists(atPath: place) else {
            throw BackupError(.files, "\(place) is there already: name a folder that is not")
        }
        guard let random = try? randomBytes(4) else { throw BackupError(.files, "there are no random bytes") }
        let draft = "\(place).part-\(Hex.encode(random))"
        do throws(BackupError) {
            let manifest = try copy(to: draft, now, progress)
            guard unsafe rename(draft, place) == 0 else { throw CopiedFile.failure("name", place) }
            PrivateFolder.sync(CopiedFile.folder(of: place))
            return manifest
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
    }

    private func copy(
        to draft: String, _ now: Int64, _ progress: (String, Int, Int) -> Void
    ) throws(BackupError) -> BackupManifest {
        try CopiedFile.makeFolder(draft)
        var manifest = BackupManifest(made: now, files: [])
        for path in StateFiles.databases(in: state) {
            try CopiedFile.copyDatabase(state + "/" + path, to: draft + "/" + path) { progress(path, $0, $1) }
            try manifest.add(path, of: draft)
        }
        for path in StateFiles.others(in: state) {
            try CopiedFile.copy(state + "/" + path, to: draft + "/" + path)
            try manifest.add(path, of: draft)
        }
        let file = draft + "/" + BackupManifest.name
        guard FileManager.default.createFile(atPath: file, contents: Data(manifest.text.utf8)) else {
            throw CopiedFile.failure("write", file)
        }
        try CopiedFile.finish(file)
        PrivateFolder.sync(draft)
        return manifest
    }
}

extension BackupManifest {
    fileprivate mutating func add(_ path: String, of folder: String) throws(BackupError) {
        guard let found = CopiedFile.hash(folder + "/" + path) else { throw CopiedFile.failure("read", path) }
        files.append(File(path: path, bytes: found.bytes, sha256: found.sha256))
    }
}
