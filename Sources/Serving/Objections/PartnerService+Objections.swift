import Crypto
import Feeds
import HTTPServer
import JSON
import Model
import Storage

extension PartnerService {
    /// `POST /v1/feeds/{feed}/objections`. A record that the feed does not show answers as one that there is none of.
    func object(
        _ request: borrowing HTTPRequest, _ asked: Asked, _ feed: ServedFeed, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        if let answer = try made(for: request, &call) { return answer }
        let wanted = try ObjectionRequest(request, feed)
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        let entity = feed.compiled.entities[wanted.entity]
        let number = thread.reader.entities[entity.name] ?? -1
        let isShown = try thread.reader.record(of: head, entity: number, row: wanted.id.number) { (_: RawSpan) in }
        // A request that is repeated is answered as before, whatever became of the record.
        guard isShown || wanted.name != nil else { throw Problem.notFound }
        let objection = Objection(
            id: "ob_" + CrockfordBase32.encode(try randomBytes(10)).prefix(12), consumer: asked.consumer.id,
            feed: feed.compiled.name, entity: entity.name, row: wanted.id.number, record: "\(wanted.id)",
            field: wanted.field, claimed: wanted.value, reason: wanted.reason, at: call.now)
        let (rev, name) = (wanted.rev, wanted.name)
        return try write(call) { store in
            let kept: Objection
            do { kept = try store.add(objection, to: rev, name: name) } catch let refusal as Store.ObjectionRefusal {
                throw Self.problem(of: refusal)
            }
            var writer = JSONWriter(capacity: 512)
            writer.objection(kept)
            let place = "/v1/feeds/\(kept.feed)/objections/\(kept.id)"
            return MadeAnswer(
                status: 201, headers: [.contentType("application/json"), HTTPHeader("Location", place)],
                document: writer.bytes)
        }
    }

    private static func problem(of refusal: Store.ObjectionRefusal) -> Problem {
        switch refusal {
        case .gone: .notFound
        case .changed(let rev):
            Problem(
                409, "revision", "Conflict", "The record has the revision \(rev) now: look whether it is still wrong.",
                members: [("rev", .number("\(rev)"))])
        case .tooMany:
            .tooMany(
                "\(Store.openObjections) of your objections are open: wait until some are decided.", after: 86_400)
        case .reused:
            Problem(
                422, "idempotency-key", "Unprocessable content",
                "That `Idempotency-Key` stands for a request with another body: use a new one.")
        }
    }

    /// `GET /v1/feeds/{feed}/objections`: the caller's own.
    func objections(
        _ request: borrowing HTTPRequest, _ asked: Asked, _ feed: ServedFeed, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        let limit = try PageSize.objections.asked(by: request)
        let stateText = request.query("state")
        let state = stateText.flatMap(Objection.State.init)
        if stateText != nil, state == nil {
            let names = Objection.State.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.badRequest("bad-parameter", "`state` is one of \(names).")
        }
        let (consumer, name) = (asked.consumer.id, feed.compiled.name)
        var after: Int64 = 0
        if let id = request.query("after") {
            guard let known = try thread.reader.objection(id, of: consumer, to: name) else {
                throw Problem.badRequest("bad-parameter", "`after` is the id of an objection of yours.")
            }
            after = known.number
        }
        let found = try thread.reader.objections(of: consumer, to: name, state: state, after: after, limit: limit + 1)
        let shown = found.prefix(limit)
        var writer = JSONWriter(capacity: 1024)
        writer.object { writer in
            writer.array("objections") { writer in for objection in shown { writer.objection(objection) } }
        }
        call.entry.count = shown.count
        var headers = [HTTPHeader.contentType("application/json"), HTTPHeader("Feed-More", "\(found.count > limit)")]
        if found.count > limit, let last = shown.last {
            let narrowed = state.map { "&state=\($0.rawValue)" } ?? ""
            headers.append(
                HTTPHeader(
                    "Link", feed.linkStart + "objections?after=\(last.id)&limit=\(limit)\(narrowed)>; rel=\"next\""))
        }
        return try finish(200, headers, document: writer.bytes, &call)
    }

    /// `GET /v1/feeds/{feed}/objections/{id}`: one of the caller's own.
    func objection(
        _ request: borrowing HTTPRequest, _ asked: Asked, _ feed: ServedFeed, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        let id = String(decoding: asked.place.id.prefix(64), as: UTF8.self)
        guard
            let objection = try thread.reader.objection(id, of: asked.consumer.id, to: feed.compiled.name)
        else { throw Problem.notFound }
        var writer = JSONWriter(capacity: 512)
        writer.objection(objection)
        return try finish(200, [.contentType("application/json")], document: writer.bytes, &call)
    }
}
