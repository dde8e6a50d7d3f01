import Feeds
import HTTPServer
import Storage

/// What is asked for.
struct SnapshotRequest {
    let feed: ServedFeed
    let entity: CompiledFeedEntity
    let format: SnapshotFormat
    let part: SnapshotPart
    /// The number of the snapshot; nil for the newest.
    let seq: Int64?

    init(_ request: borrowing HTTPRequest, _ feed: ServedFeed, _ file: [UInt8]) throws(Problem) {
        guard let name = SnapshotName(file), let entity = feed.entity(named: Array(name.entity.utf8)) else {
            throw .notFound
        }
        self.feed = feed
        self.entity = feed.compiled.entities[entity]
        part = name.part
        seq = try QueryParameters.number(request, "at", from: 0, most: .max).map(Int64.init)
        guard let raw = request.query("csv") else {
            format = name.format
            return
        }
        guard raw == "raw", name.format == .csv else {
            throw .badRequest("bad-parameter", "`csv` is `raw`, for files that end in `.csv`, or absent.")
        }
        format = .rawCSV
    }

    /// The path of one part of one snapshot.
    func place(_ part: SnapshotPart, seq: Int64) -> String {
        let raw = format == .rawCSV ? "csv=raw&" : ""
        return "/v1/feeds/\(feed.compiled.name)/snapshot/\(entity.name).\(format.suffix)\(part.suffix)?\(raw)at=\(seq)"
    }
}

extension PartnerService {
    /// `/v1/feeds/{feed}/snapshot/{file}`, where the file is `{entity}.{format}`, and its hashes and signatures: all records of an entity as one file, which is
    /// made when it is asked for.
    func snapshot(
        _ request: borrowing HTTPRequest, _ wanted: SnapshotRequest, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        guard let snapshots else { throw Problem.notFound }
        guard let head = thread.reader.feeds[wanted.feed.compiled.name] else { throw Problem.notPublished }
        let key = SnapshotKey(
            generation: SnapshotGeneration(head, wanted.feed), entity: wanted.entity.name, format: wanted.format)
        if let ticket = request.note as? Ticket<SnapshotOutcome> {
            // What was made for this request is answered, even when the feed has gone on since.
            guard let made = try ticket.result?.get() else { throw Problem.snapshotPending }
            guard made.identity.key == key else { throw Problem.busy }
            if let seq = wanted.seq, seq != made.identity.seq { throw Problem.snapshotGone(seq, newest: head.head) }
            // What was thrown away since it was made is made anew for the next request.
            guard let file = snapshots.open(made, wanted.part) else { throw Problem.busy }
            return try send(made, file, request, wanted, &call)
        }
        if let known = known(request, wanted, key, head, snapshots), let file = snapshots.open(known, wanted.part) {
            return try send(known, file, request, wanted, &call)
        }
        if let seq = wanted.seq, seq != head.head { throw Problem.snapshotGone(seq, newest: head.head) }
        return try hold(call, upTo: snapshots.settings.longestWait) { then in
            snapshots.make(wanted.feed, wanted.entity, wanted.format, then: then)
        }
    }

    /// The snapshot that can be sent without making one.
    private func known(
        _ request: borrowing HTTPRequest, _ wanted: SnapshotRequest, _ key: SnapshotKey, _ head: FeedHead,
        _ snapshots: FeedSnapshots
    ) -> Snapshot? {
        if let seq = wanted.seq { return snapshots.kept(key, seq: seq) }
        // Who goes on with a file goes on with that one.
        if let tag = request.header("If-Range"), request.header("Range") != nil,
            let begun = snapshots.kept(key, wanted.part, tag: tag)
        {
            return begun
        }
        return snapshots.fresh(key, head)
    }
}
