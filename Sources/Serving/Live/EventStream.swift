import Feeds
import HTTPServer
import Storage
import Synchronization

/// One partner's stream of changes, from its first event to its row in the access log.
///
///     commit ─> FeedSignal ─> wake ─> key, grant, cursor judged anew ─> a batch of events ─> the client's socket
///
/// It holds no thread and at most one batch. What a partner may see is judged anew for every batch, and at every heartbeat.
final class EventStream: Sendable {
    private struct State {
        var cursor: FeedCursor
        /// The position of the newest cursor that the client was told.
        var told: Int64 = -1
        /// The position that was last kept as read.
        var acknowledged: Int64 = -1
        var pending: [UInt8]
        var offset = 0
        var written: ContinuousClock.Instant = .now
        /// The status to log, once it is certain that the stream ends.
        var status: Int?
        var call: Call
    }

    /// Who reads what.
    struct Reading: Sendable {
        let feed: ServedFeed
        /// The entity's index in the feed.
        let entity: Int?
        let limit: Int
    }

    private let service: PartnerService
    private let reading: Reading
    private let number: UInt64
    private let state: Mutex<State>

    init(_ service: PartnerService, _ reading: Reading, from cursor: FeedCursor, _ call: Call) {
        self.service = service
        self.reading = reading
        number = service.signal.takeNumber()
        // How long a client waits before it comes back when the connection is lost, in milliseconds.
        state = Mutex(State(cursor: cursor, pending: Array("retry: 3000\n\n".utf8), call: call))
    }

    /// Gives what is to be sent; on the connection's thread.
    func pull(_ body: HTTPLiveBody, _ room: inout MutableRawSpan) -> HTTPLiveBody.Step {
        state.withLock { state in
            if state.offset == state.pending.count, state.status == nil { fill(&state, body) }
            let count = min(state.pending.count - state.offset, room.byteCount)
            guard count > 0 else {
                guard state.status == nil else { return .end }
                return .wait(service.limiter.limits.heartbeat - state.written.duration(to: .now))
            }
            let piece = state.pending[state.offset..<state.offset + count]
            unsafe room.withUnsafeMutableBytes { unsafe $0.copyBytes(from: piece) }
            state.offset += count
            state.written = .now
            state.call.entry.bytes += count
            return .wrote(count)
        }
    }

    /// The stream has ended: it is logged, once.
    func end(_ end: HTTPLiveBody.End) {
        service.signal.forget(number)
        state.withLock { state in
            service.limiter.release(state.call.consumer)
            let bytes = state.call.entry.bytes
            service.record(state.status ?? Self.status(of: end), bytes: bytes, &state.call)
            // Last: whoever sees no stream finds the row of each.
            service.metrics.count(streams: -1)
        }
    }

    private static func status(of end: HTTPLiveBody.End) -> Int {
        switch end {
        case .finished: 200
        case .failed: 500
        case .disconnected: 499
        case .slow: 408
        case .stopped: 503
        }
    }

    /// Makes what comes next: events, a heartbeat, or nothing, and then waits for the feed to go on.
    private func fill(_ state: inout State, _ body: HTTPLiveBody) {
        state.pending = []
        state.offset = 0
        do {
            if service.log.isFull { throw Problem.logFull }
            try service.withMoment { try read(&state, &$0, body) }
        } catch let problem as Problem {
            state.status = problem.status
            // What the client must know before it asks again; who may not read any more learns it by asking.
            if problem.status == 410 { append(problem, &state) }
        } catch {
            if let error = error as? StoreError { service.metrics.count(storeError: error) }
            state.status = 503
        }
    }

    private func read(_ state: inout State, _ thread: inout ServingThread, _ body: HTTPLiveBody) throws {
        let feed = reading.feed.compiled
        try service.recheck(feed.name, state.call, thread.reader.access)
        guard let head = thread.reader.feeds[feed.name] else { throw Problem.notPublished }
        let cursor = try head.check(state.cursor)
        // What was made before has been taken off the stream's hands by now.
        if state.acknowledged != cursor.position {
            state.acknowledged = cursor.position
            service.acknowledge(cursor, reading.feed, state.call, at: Call.milliseconds())
        }
        if cursor.position < head.head {
            // An entity that the store has never seen has no number, and so no lines.
            let entity = reading.entity.map { thread.reader.entities[feed.entities[$0].name] ?? -1 }
            let batch = try thread.batch(
                EventBatch.Facts(head: head, cursor: cursor, entity: entity, limit: reading.limit), service.seal)
            state.cursor = batch.next
            state.call.entry.count += batch.count
            state.call.entry.cursorTo = batch.next.position
            state.pending = batch.bytes
            if batch.count > 0 || batch.hasMore { return appendEnd(batch.count, batch.hasMore, &state) }
        }
        let isDue = state.written.duration(to: .now) >= service.limiter.limits.heartbeat
        if state.told < 0 || isDue && state.told < state.cursor.position {
            appendEnd(0, false, &state)
        } else if isDue {
            state.pending += ":\n\n".utf8
        }
        service.signal.wait(for: head, number: number) { body.wake() }
    }

    private func appendEnd(_ count: Int, _ hasMore: Bool, _ state: inout State) {
        let schema = reading.feed.schemaVersion
        let isNew = state.cursor.schema != schema.mark
        state.cursor.schema = schema.mark
        EventBatch.appendEnd(
            state.cursor, count: count, hasMore: hasMore, schema: schema, isNewSchema: isNew, service.seal,
            to: &state.pending)
        state.told = state.cursor.position
    }

    private func append(_ problem: Problem, _ state: inout State) {
        state.pending += "event: gone\ndata: ".utf8
        state.pending += problem.body(request: state.call.entry.request)
        state.pending += "\n\n".utf8
    }
}
