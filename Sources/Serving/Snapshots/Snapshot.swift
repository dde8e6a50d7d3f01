import Crypto
import Foundation
import JSON
import Synchronization

/// What is kept of a snapshot beside its bytes, in `facts.json`.
struct SnapshotFacts: Sendable, Equatable {
    /// How many records it has.
    var count: Int64
    /// Where `changes` goes on behind it.
    var cursor: String
    /// When its moment of the store began, in milliseconds since 1970.
    var at: Int64
    /// SHA-256 of the file, in hexadecimal.
    var sha256: String
    /// Its size in bytes.
    var size: Int64

    var json: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("count", count)
        writer.member("cursor", cursor)
        writer.member("at", at)
        writer.member("sha256", sha256)
        writer.member("size", size)
        writer.endObject()
        return writer.bytes
    }

    init(count: Int64, cursor: String, at: Int64, sha256: String, size: Int64) {
        self.count = count
        self.cursor = cursor
        self.at = at
        self.sha256 = sha256
        self.size = size
    }

    init?(json: [UInt8]) {
        guard let value = try? JSONValue(parsing: json), let sha256 = value["sha256"]?.stringValue,
            let cursor = value["cursor"]?.stringValue,
            let count = value["count"]?.intValue, let at = value["at"]?.intValue, let size = value["size"]?.intValue
        else { return nil }
        self.init(count: Int64(count), cursor: cursor, at: Int64(at), sha256: sha256, size: Int64(size))
    }
}

/// A snapshot that lies on the disk, whole: a folder with the file and what proves it.
final class Snapshot: Sendable {
    let identity: SnapshotIdentity
    let facts: SnapshotFacts
    /// Its folder.
    let path: String
    /// Until when it counts as new, whatever happens in the feed.
    let freshUntil: ContinuousClock.Instant
    private let used = Mutex(ContinuousClock.now)

    init(_ identity: SnapshotIdentity, _ facts: SnapshotFacts, path: String, freshUntil: ContinuousClock.Instant) {
        self.identity = identity
        self.facts = facts
        self.path = path
        self.freshUntil = freshUntil
    }

    /// A snapshot of an earlier life of the server; nil when the folder is none, or not whole.
    convenience init?(folder: String, name: String) {
        let path = "\(folder)/\(name)"
        guard let identity = SnapshotIdentity(folderName: name),
            let bytes = FileManager.default.contents(atPath: path + "/facts.json"),
            let facts = SnapshotFacts(json: Array(bytes)),
            SnapshotPart.allCases.allSatisfy({ FileManager.default.fileExists(atPath: "\(path)/\($0.rawValue)") }),
            let size = try? FileManager.default.attributesOfItem(atPath: path + "/data")[.size] as? Int64,
            size == facts.size
        else { return nil }
        self.init(identity, facts, path: path, freshUntil: .now)
    }

    /// Whether its signatures are of these keys.
    func isSigned(by keys: SigningKeys) -> Bool {
        [(SnapshotPart.sha256, SnapshotPart.sha256Signature, keys.ed25519), (.sm3, .sm3Signature, keys.sm2)]
            .allSatisfy { part, signature, key in
                guard let text = FileManager.default.contents(atPath: file(part)),
                    let proof = FileManager.default.contents(atPath: file(signature))
                else { return false }
                return key.publicKey.verifies(Array(proof), of: Array(text))
            }
    }

    /// The file of one of its parts.
    func file(_ part: SnapshotPart) -> String { "\(path)/\(part.rawValue)" }

    /// The entity tag of one of its parts.
    func tag(of part: SnapshotPart) -> String { identity.tag(of: part, madeAt: facts.at) }

    /// When it was last asked for.
    var lastUse: ContinuousClock.Instant { used.withLock { $0 } }

    /// Notes that it is asked for.
    func touch() { used.withLock { $0 = .now } }

    /// Removes it from the disk. Answers that are being sent from it go on.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
