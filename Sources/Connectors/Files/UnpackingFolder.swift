import Compression
import Foundation

/// A folder whose `.gz` files are read as what is in them: they are unpacked to the hub's state directory meanwhile.
struct UnpackingFolder: Folder {
    /// The largest file that is unpacked to: beyond it the file is a bomb, or the disk's end.
    static let largest = 1 << 38

    private let base: any Folder
    private let spool: String
    private let queue = BlockingQueue("unpack")

    init(_ base: any Folder, spool: String) {
        self.base = base
        self.spool = spool
    }

    func list() async throws(ConnectorError) -> [FolderEntry] { try await base.list() }

    func fetch(_ entry: FolderEntry) async throws(ConnectorError) -> String {
        let packed = try await base.fetch(entry)
        guard Self.isPacked(entry) else { return packed }
        let target = target(entry)
        let done = FileManager.default.fileExists(atPath: target)
        if done { return target }
        let (name, spool) = (entry.name, spool)
        try await queue.run { () throws(ConnectorError) in
            try Self.unpack(packed, to: target, in: spool, name: name)
        }
        return target
    }

    func release(_ entry: FolderEntry) async {
        if Self.isPacked(entry) { try? FileManager.default.removeItem(atPath: target(entry)) }
        await base.release(entry)
    }

    private func target(_ entry: FolderEntry) -> String { spool + "/" + entry.mark + ".unpacked" }

    private static func isPacked(_ entry: FolderEntry) -> Bool { entry.name.lowercased().hasSuffix(".gz") }

    /// Unpacks beside the target and renames: a file of the target's name is whole.
    private static func unpack(_ packed: String, to target: String, in spool: String, name: String)
        throws(ConnectorError)
    {
        let file = try ByteFile(path: packed)
        let unfinished = target + ".part"
        do {
            try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: true)
            _ = FileManager.default.createFile(atPath: unfinished, contents: nil)
            guard let output = FileHandle(forWritingAtPath: unfinished) else {
                throw CocoaError(.fileWriteNoPermission)
            }
            defer { try? output.close() }
            let decompressor = try Decompressor(.gzip, limit: largest)
            var offset = 0
            while offset < file.size {
                let piece = try file.read(at: offset, count: 1 << 20)
                if piece.isEmpty { break }
                offset += piece.count
                try decompressor.update(piece) { plain in
                    try unsafe plain.withUnsafeBytes { unsafe try output.write(contentsOf: Data($0)) }
                }
            }
            try decompressor.finish()
            try FileManager.default.moveItem(atPath: unfinished, toPath: target)
        } catch let error as ConnectorError {
            throw error
        } catch let error as CompressionError {
            try? FileManager.default.removeItem(atPath: unfinished)
            throw ConnectorError(.unexpected, code: "bad_gzip", message: "\(name): \(error)")
        } catch {
            throw ConnectorError(
                .settings, code: "no_spool", message: "\(name) cannot be unpacked into the hub's state directory")
        }
    }
}
