import HTTPServer

/// The feed's own lines, and one `end` line as pages of changes have it: a client that reads `changes` reads this.
final class LineSnapshot: SnapshotBody {
    private let feed: ServedFeed
    private let moment: SnapshotMoment
    private let file: DraftFile

    init(_ feed: ServedFeed, _ moment: SnapshotMoment, _ file: DraftFile) {
        self.feed = feed
        self.moment = moment
        self.file = file
    }

    func append(_ line: StoredLine) throws {
        try file.append(line.bytes)
        try file.append(CollectionOfOne(UInt8(ascii: "\n")))
    }

    func finish(count: Int64) throws -> SnapshotSeal {
        var end = LineBody(.ndjson, feed, entity: nil, lines: 0)
        end.end(
            cursor: Array(moment.cursor.utf8), count: Int(count), more: false, schema: feed.schemaVersion,
            isNewSchema: false)
        try file.append(end.take().withBytes { $0.bytes })
        return try file.sealed()
    }
}
