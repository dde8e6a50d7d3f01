import Crypto
import Feeds
import Foundation
import Glibc
import Model
import Storage

/// The making of one snapshot: a draft folder is filled from one moment of the store, made to last, and renamed in one step.
struct SnapshotBuild {
    let feed: ServedFeed
    let entity: CompiledFeedEntity
    let format: SnapshotFormat
    let storePath: String
    let seal: CursorSeal
    let settings: SnapshotSettings

    /// Records between two looks at the clock.
    private static let page = 5_000

    /// Makes it. Throws ``SnapshotError``, `Problem`, ``StoreError`` and what the wrappers throw; nothing is left then.
    func run() throws -> Snapshot {
        // The folder may have been thrown away with all in it.
        try FileManager.default.createDirectory(
            atPath: settings.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try DraftFile.checkRoom(in: settings.folder, reserve: settings.reserve)
        let began = ContinuousClock.now
        let reader = try FeedReader(path: storePath)
        let number = try randomBytes(8)
        let draft = "\(settings.folder)/\(SnapshotShelf.draftMark)\(Hex.encode(number))"
        try FileManager.default.createDirectory(
            atPath: draft, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        do {
            return try reader.snapshot {
                guard let head = reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
                if feed.isBehind(head) { throw Problem.changing }
                return try fill(draft, reader, head, began)
            }
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
    }

    /// The head, and with it the cursor, is of the moment that the records are read at: what is committed meanwhile comes behind it.
    private func fill(
        _ draft: String, _ reader: FeedReader, _ head: FeedHead, _ began: ContinuousClock.Instant
    ) throws -> Snapshot {
        let at = Call.milliseconds()
        var token: [UInt8] = []
        seal.append(head.end(feed.schemaVersion), to: &token)
        let moment = SnapshotMoment(
            feed: feed.compiled.name, seq: head.head, cursor: String(decoding: token, as: UTF8.self),
            at: Instant(milliseconds: at).description)
        let body = try format.body(feed, entity, moment, in: draft, reserve: settings.reserve)
        let count = try copy(head, reader, to: body, until: began.advanced(by: settings.longestBuild))
        let sealed = try body.finish(count: count)
        let facts = SnapshotFacts(
            count: count, cursor: moment.cursor, at: at, sha256: sealed.sha256.hex, size: sealed.size)
        try prove(sealed, facts, moment, in: draft)
        try DraftFile.sync(folder: draft)
        let key = SnapshotKey(
            generation: SnapshotGeneration(head, feed), entity: entity.name, format: format)
        let identity = SnapshotIdentity(key, seq: head.head)
        let path = "\(settings.folder)/\(identity.folderName)"
        // One of the same identity that is there has the same records; a folder is not renamed over one that is not empty.
        try? FileManager.default.removeItem(atPath: path)
        guard unsafe rename(draft, path) == 0 else { throw SnapshotError.disk }
        try DraftFile.sync(folder: settings.folder)
        let now = ContinuousClock.now
        let freshUntil = settings.freshness.map { now.advanced(by: max($0, began.duration(to: now))) } ?? now
        return Snapshot(identity, facts, path: path, freshUntil: freshUntil)
    }

    private func copy(
        _ head: FeedHead, _ reader: FeedReader, to body: any SnapshotBody, until deadline: ContinuousClock.Instant
    ) throws -> Int64 {
        let number = reader.entities[entity.name] ?? -1
        var line = StoredLine(entity)
        var row: Int64? = 0
        var count: Int64 = 0
        var failure: (any Error)?
        while let after = row {
            row = try reader.records(of: head, entity: number, after: after, limit: Self.page) { bytes in
                guard failure == nil else { return }
                if format == .ndjson { line.take(bytes) } else { line.read(bytes) }
                do { try body.append(line) } catch { failure = error }
                count += 1
            }
            if let failure { throw failure }
            guard ContinuousClock.now < deadline else { throw SnapshotError.slow }
            if format == .xlsx, count > settings.mostRows { throw SnapshotError.rows(settings.mostRows) }
        }
        return count
    }

    /// Writes the hashes in the form of `sha256sum`, with a line before them of what they are about, and the signatures of these texts:
    /// a signature over the file itself would need all of it in memory for Ed25519.
    private func prove(
        _ sealed: SnapshotSeal, _ facts: SnapshotFacts, _ moment: SnapshotMoment, in draft: String
    ) throws {
        let about =
            "# envhub snapshot feed=\(moment.feed) entity=\(entity.name) format=\(format.rawValue) seq=\(moment.seq) "
            + "at=\(moment.at) records=\(facts.count) cursor=\(moment.cursor)\n"
        for (hash, part, signature, key) in [
            (sealed.sha256.bytes, SnapshotPart.sha256, SnapshotPart.sha256Signature, settings.keys.ed25519),
            (sealed.sm3, .sm3, .sm3Signature, settings.keys.sm2),
        ] {
            let text = Array("\(about)\(Hex.encode(hash))  \(entity.name).\(format.suffix)\n".utf8)
            try DraftFile.write(text, part.rawValue, in: draft)
            try DraftFile.write(try key.sign(text), signature.rawValue, in: draft)
        }
        try DraftFile.write(facts.json, "facts.json", in: draft)
    }
}
