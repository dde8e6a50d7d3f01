import Model
import Storage

/// A feed as it is numbered, declared and described now. What was made of it before is never given out again: it may hold what the feed
/// does not show any more, or call it otherwise.
struct SnapshotGeneration: Hashable, Sendable {
    let feed: Int64
    let epoch: UInt64
    /// A hash of the definition that the lines were made by, and of the schema that is served.
    let definition: UInt64

    init(_ head: FeedHead, _ served: ServedFeed) {
        feed = head.id
        epoch = head.epoch
        definition = ByteHash.hash64((Array("\(head.definition) ".utf8) + served.schema).span)
    }

    fileprivate init(_ feed: Int64, _ epoch: UInt64, _ definition: UInt64) {
        self.feed = feed
        self.epoch = epoch
        self.definition = definition
    }
}

/// Which records a snapshot holds, apart from the moment.
struct SnapshotKey: Hashable, Sendable {
    let generation: SnapshotGeneration
    let entity: String
    let format: SnapshotFormat
}

/// What a snapshot is: the same identity means the same records, for ever.
struct SnapshotIdentity: Hashable, Sendable {
    let key: SnapshotKey
    /// The head that it shows.
    let seq: Int64

    /// The name of its folder: `3-e1d2…-9ab3…-10483-pollution_source.csv`.
    var folderName: String {
        let epoch = String(key.generation.epoch, radix: 16)
        let definition = String(key.generation.definition, radix: 16)
        return "\(key.generation.feed)-\(epoch)-\(definition)-\(seq)-\(key.entity).\(key.format.rawValue)"
    }

    init(_ key: SnapshotKey, seq: Int64) {
        self.key = key
        self.seq = seq
    }

    /// The identity that a folder's name tells; nil for any other name.
    init?(folderName: String) {
        let parts = folderName.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, let feed = Int64(parts[0]), let epoch = UInt64(parts[1], radix: 16),
            let definition = UInt64(parts[2], radix: 16), let seq = Int64(parts[3])
        else { return nil }
        let name = parts[4].split(separator: ".", maxSplits: 1)
        guard name.count == 2, let format = SnapshotFormat(rawValue: String(name[1])) else { return nil }
        key = SnapshotKey(
            generation: SnapshotGeneration(feed, epoch, definition), entity: String(name[0]), format: format)
        self.seq = seq
        guard self.folderName == folderName else { return nil }
    }

    /// The entity tag of one of its parts, when it was made at that time: a file that was thrown away and made anew tells of another
    /// moment.
    func tag(of part: SnapshotPart, madeAt at: Int64) -> String {
        let facts = "\(folderName) \(at) \(part.rawValue)".utf8.map { UInt64($0) }
        return PartnerService.tag(facts.span)
    }
}
