import Crypto
import Foundation
import Glibc

/// A file while it is written: bytes are gathered, hashed and written in large pieces, and nothing is kept of them.
final class DraftFile {
    private let descriptor: CInt
    private let folder: String
    private let reserve: Int64
    private var buffer: [UInt8] = []
    private var sha256 = SHA256()
    private var sm3 = SM3()
    private(set) var size: Int64 = 0
    private var nextLook: Int64 = 0

    private static let piece = 256 * 1024
    private static let lookEvery: Int64 = 64 << 20

    /// Begins a file that is not there yet, in a folder.
    ///
    /// - Parameter reserve: bytes that must stay free on the disk.
    init(_ name: String, in folder: String, reserve: Int64) throws {
        self.folder = folder
        self.reserve = reserve
        descriptor = unsafe open("\(folder)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SnapshotError.disk }
        buffer.reserveCapacity(2 * Self.piece)
    }

    deinit { close(descriptor) }

    /// Appends bytes.
    func append(_ bytes: some Sequence<UInt8>) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.piece { try flush() }
    }

    /// Appends the UTF-8 of a text.
    func append(_ text: String) throws { try append(text.utf8) }

    /// Writes what is left, has the disk keep it, and gives the file's hashes.
    func finish() throws -> (sha256: SHA256Digest, sm3: [UInt8]) {
        try flush()
        guard fsync(descriptor) == 0 else { throw SnapshotError.disk }
        return (sha256.finish(), sm3.finish())
    }

    private func flush() throws {
        sha256.update(buffer)
        sm3.update(buffer)
        var done = 0
        while done < buffer.count {
            let count = unsafe buffer.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done)
            }
            guard count > 0 || errno == EINTR else { throw SnapshotError.disk }
            done += max(count, 0)
        }
        size += Int64(buffer.count)
        buffer.removeAll(keepingCapacity: true)
        guard size >= nextLook else { return }
        nextLook = size + Self.lookEvery
        try Self.checkRoom(in: folder, reserve: reserve)
    }

    /// Throws `disk` when the disk has less room than must stay free.
    static func checkRoom(in folder: String, reserve: Int64) throws(SnapshotError) {
        let facts = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = facts?[.systemFreeSize] as? NSNumber, free.int64Value >= reserve else { throw .disk }
    }

    /// Writes a small file whole.
    static func write(_ bytes: [UInt8], _ name: String, in folder: String) throws {
        let file = try DraftFile(name, in: folder, reserve: 0)
        try file.append(bytes)
        _ = try file.finish()
    }

    /// The size and hashes of a file that another wrote, which the disk is made to keep.
    static func seal(_ path: String) throws -> (size: Int64, sha256: SHA256Digest, sm3: [UInt8]) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SnapshotError.disk }
        defer { close(descriptor) }
        var sha256 = SHA256()
        var sm3 = SM3()
        var size: Int64 = 0
        var piece = [UInt8](repeating: 0, count: Self.piece)
        while true {
            let count = unsafe read(descriptor, &piece, piece.count)
            guard count >= 0 else { throw SnapshotError.disk }
            if count == 0 { break }
            size += Int64(count)
            let part = count == piece.count ? piece : Array(piece.prefix(count))
            sha256.update(part)
            sm3.update(part)
        }
        guard fsync(descriptor) == 0 else { throw SnapshotError.disk }
        return (size, sha256.finish(), sm3.finish())
    }

    /// Has the disk keep a folder's names.
    static func sync(folder: String) throws {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SnapshotError.disk }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SnapshotError.disk }
    }
}
