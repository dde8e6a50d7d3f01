import Feeds
import HTTPServer
import Storage

/// What became of a page of records.
struct RecordPage {
    /// The last row that was handed out, when there are more.
    var last: Int64?
    /// The request is held: it is answered later.
    var held: HTTPAnswer?
}

extension PartnerService {
    /// Hands the lines of a page of records to `take`; or holds the request, when they must be looked for first.
    func page(
        of query: RecordQuery, _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ head: FeedHead,
        _ thread: inout ServingThread, _ call: Call, take: (RawSpan) -> Void
    ) throws -> RecordPage {
        let entity = feed.compiled.entities[query.entity]
        let number = thread.reader.entities[entity.name] ?? -1
        // A record that this feed never showed must not be told from one that there is not.
        if query.after > 0, try !thread.reader.hasLine(of: head, entity: number, row: query.after) {
            throw Problem.badRequest(
                "bad-parameter",
                "`after` is the id of the last record that you have; this feed has shown none of that id.")
        }
        guard query.isNarrow else {
            let last = try thread.reader.records(
                of: head, entity: number, after: query.after, limit: query.limit, take: take)
            return RecordPage(last: last)
        }
        if feed.isBehind(head) { throw Problem.changing }
        guard let ticket = request.note as? Ticket<[Int64]> else {
            let question = FeedPlaces.Question(
                feed: feed.compiled, entity: entity.name, box: query.box, time: query.time, after: query.after,
                limit: query.limit + 1)
            return RecordPage(held: try hold(call) { then in places.find(question, then: then) })
        }
        guard let rows = ticket.result else { throw Problem.busy }
        // Between the look and now a record may have gone, or moved: what is handed out is what the feed shows now.
        let columns = PlacedColumns(entity)
        var stored = StoredLine(entity)
        for row in rows.prefix(query.limit) {
            _ = try thread.reader.record(of: head, entity: number, row: row) { (line: RawSpan) in
                stored.read(line)
                if columns.place(of: stored).lies(in: query.box, query.time) { take(line) }
            }
        }
        return RecordPage(last: rows.count > query.limit ? rows[query.limit - 1] : nil)
    }
}
