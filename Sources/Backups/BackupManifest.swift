import Crypto
import Foundation
import JSON
import Model

/// What a backup holds: `manifest.json` beside its files, written last.
public struct BackupManifest: Sendable, Equatable {
    /// A file of the backup.
    public struct File: Sendable, Equatable {
        /// Its place below the hub's state folder, and below the backup's.
        public var path: String
        /// Its size.
        public var bytes: Int64
        /// SHA-256 in lowercase hexadecimal.
        public var sha256: String
    }

    /// When it was begun, in milliseconds since 1970.
    public var made: Int64
    /// Its files, in the order in which they were copied.
    public var files: [File]

    static let name = "manifest.json"
    private static let format = "envhub backup 1"

    /// Its size, all files together.
    public var bytes: Int64 { files.reduce(0) { $0 + $1.bytes } }

    /// Reads the manifest of a backup.
    ///
    /// - Throws: ``BackupError``, `damaged` when the folder is no backup or its manifest is not one that this hub knows.
    public static func read(in folder: String) throws(BackupError) -> BackupManifest {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name), data.count <= 64 << 20 else {
            throw BackupError(.damaged, "\(folder) is no backup: it has no \(name)")
        }
        guard let json = try? JSONValue(parsing: Array(data)), json["format"]?.stringValue == format,
            let made = json["made"]?.intValue, let files = json["files"]?.arrayValue?.map(File.init),
            !files.contains(nil)
        else { throw BackupError(.damaged, "\(folder)/\(name) is not what `envhub backup` writes") }
        return BackupManifest(made: Int64(made), files: files.compactMap(\.self))
    }

    var text: String {
        let files = files.map { file in
            JSONValue.object([
                .init("path", .string(file.path)), .init("bytes", .number(String(file.bytes))),
                .init("sha256", .string(file.sha256)),
            ])
        }
        return JSONValue.object([
            .init("format", .string(Self.format)), .init("made", .number(String(made))),
            .init("made_at", .string(Instant(milliseconds: made).description)),
            .init("files", .array(files)),
        ]).indentedText + "\n"
    }

    /// Holds every file against its size and hash.
    ///
    /// - Throws: ``BackupError`` that names the file that is missing or different.
    public func check(in folder: String) throws(BackupError) {
        for file in files {
            guard let found = CopiedFile.hash(folder + "/" + file.path) else {
                throw BackupError(
                    .damaged, "\(file.path) of the backup is missing or cannot be read: use another backup")
            }
            guard found.bytes == file.bytes, found.sha256 == file.sha256 else {
                throw BackupError(.damaged, "\(file.path) of the backup is not what was written: use another backup")
            }
        }
    }
}

extension BackupManifest.File {
    /// Reads one; nil for anything but a place that a state folder has.
    fileprivate init?(_ json: JSONValue) {
        guard let path = json["path"]?.stringValue, StateFiles.isOne(path), let bytes = json["bytes"]?.intValue,
            let sha256 = json["sha256"]?.stringValue, sha256.utf8.count == 64
        else { return nil }
        self.init(path: path, bytes: Int64(bytes), sha256: sha256)
    }
}
