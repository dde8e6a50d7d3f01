import Storage

/// Which records a snapshot holds, apart from the moment: of one feed as it is declared and numbered now.
struct SnapshotKey: Hashable, Sendable {
    let feed: Int64
    let epoch: UInt64
    let definition: UInt32
    let entity: String
    let format: SnapshotFormat

    init(_ head: FeedHead, _ entity: String, _ format: SnapshotFormat) {
        feed = head.id
        epoch = head.epoch
        definition = head.definition
        self.entity = entity
        self.format = format
    }

    fileprivate init(_ feed: Int64, _ epoch: UInt64, _ definition: UInt32, _ entity: String, _ format: SnapshotFormat) {
        self.feed = feed
        self.epoch = epoch
        self.definition = definition
        self.entity = entity
        self.format = format
    }

    /// Whether it is of the feed as it is now.
    func isCurrent(in head: FeedHead) -> Bool {
        feed == head.id && epoch == head.epoch && definition == head.definition
    }
}

/// What a snapshot is: the same identity means the same bytes, for ever.
struct SnapshotIdentity: Hashable, Sendable {
    let key: SnapshotKey
    /// The head that it shows.
    let seq: Int64

    /// The name of its folder: `3-e1d2…-9ab3…-10483-pollution_source.csv`.
    var folderName: String {
        let epoch = String(key.epoch, radix: 16)
        let definition = String(key.definition, radix: 16)
        return "\(key.feed)-\(epoch)-\(definition)-\(seq)-\(key.entity).\(key.format.rawValue)"
    }

    init(_ key: SnapshotKey, seq: Int64) {
        self.key = key
        self.seq = seq
    }

    /// The identity that a folder's name tells; nil for any other name.
    init?(folderName: String) {
        let parts = folderName.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, let feed = Int64(parts[0]), let epoch = UInt64(parts[1], radix: 16),
            let definition = UInt32(parts[2], radix: 16), let seq = Int64(parts[3])
        else { return nil }
        let name = parts[4].split(separator: ".", maxSplits: 1)
        guard name.count == 2, let format = SnapshotFormat(rawValue: String(name[1])) else { return nil }
        key = SnapshotKey(feed, epoch, definition, String(name[0]), format)
        self.seq = seq
        guard self.folderName == folderName else { return nil }
    }

    /// The entity tag of one of its parts.
    func tag(of part: SnapshotPart) -> String {
        let facts = Array("\(folderName) \(part.rawValue)".utf8)
        return PartnerService.tag(facts.map(UInt64.init))
    }
}
