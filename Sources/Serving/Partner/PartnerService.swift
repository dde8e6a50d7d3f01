import Compression
import Feeds
import HTTPServer
import Model
import Storage

/// What answers partners' requests, on the listener's threads.
///
///     request ─> Route ─> key, grant, limits ─> one moment of the store ─> bytes ─> log row ─> answer
final class PartnerService: Sendable {
    let feeds: [ServedFeed]
    let log: AccessLog
    let signal: FeedSignal
    let metrics = ServingMetrics()
    let seal: CursorSeal
    let limiter: ConsumerLimiter
    let digests: FeedDigests
    /// Nil where the hub gives out no whole files, and signs nothing.
    let snapshots: FeedSnapshots?
    private let numbers: RequestNumber
    private let threads: ThreadLocal<ServingThread>

    init(
        storePath: String, seriesPaths: [String], feeds: [ServedFeed], log: AccessLog, limits: ConsumerLimits,
        snapshots: SnapshotSettings?
    ) throws {
        self.feeds = feeds
        self.log = log
        signal = FeedSignal(storePath: storePath)
        seal = CursorSeal(secret: try FeedReader(path: storePath).secret())
        limiter = ConsumerLimiter(limits)
        digests = FeedDigests(storePath: storePath)
        let seal = seal
        self.snapshots = try snapshots.map { try FeedSnapshots($0, storePath: storePath, seal: seal) }
        numbers = try RequestNumber()
        threads = ThreadLocal { try ServingThread(storePath: storePath, seriesPaths: seriesPaths) }
    }

    /// The number of a request.
    func takeNumber() -> String { numbers.take() }

    /// Answers a request, or holds it.
    func answer(_ request: borrowing HTTPRequest) throws -> HTTPAnswer {
        var call = Call(request, id: takeNumber())
        do {
            if log.isFull { throw Problem.logFull }
            let route = Route(request.withPath { $0.bytes }, feeds)
            call.entry.path = route.shape
            if let feed = route.feed { call.entry.feed = feeds[feed].compiled.name }
            try checkMethod(request)
            return try threads.withValue { thread in
                try thread.reader.snapshot { try answer(request, route, &thread, &call) }
            }
        } catch let problem as Problem {
            return try finish(problem, &call)
        } catch let error as StoreError {
            metrics.count(storeError: error)
            return try finish(error.kind == .busy ? .busy : .broken, &call)
        }
    }

    /// Runs `body` on one moment of the store, on one of the listener's threads.
    func withMoment<Result>(_ body: (inout ServingThread) throws -> Result) throws -> Result {
        try threads.withValue { thread in try thread.reader.snapshot { try body(&thread) } }
    }

    private func checkMethod(_ request: borrowing HTTPRequest) throws(Problem) {
        guard request.method == .get || request.method == .head else {
            throw Problem(
                405, "method", "Method not allowed", "Only GET and HEAD are answered here.",
                headers: [HTTPHeader("Allow", "GET, HEAD")])
        }
    }

    /// Answers on one moment of the store.
    private func answer(
        _ request: borrowing HTTPRequest, _ route: Route, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        switch route {
        case .landing: return try landing(request, &call)
        case .keys: return try keys(request, &call)
        case .key(let algorithm): return try key(request, algorithm, &call)
        default: break
        }
        let consumer = try authenticate(request, thread.reader.access, &call)
        switch route {
        case .me: return try me(request, consumer, &call)
        case .feeds: return try feedList(request, consumer, &thread, &call)
        default:
            guard let index = route.feed else { throw Problem.notFound }
            let feed = try authorise(consumer, index, &call)
            return try answer(request, route, in: feed, &thread, &call)
        }
    }

    /// Answers what a feed is asked for, to one who may read it.
    private func answer(
        _ request: borrowing HTTPRequest, _ route: Route, in feed: ServedFeed, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        switch route {
        case .feed: return try feedDescription(request, feed, &thread, &call)
        case .schema: return try schema(request, feed.schema, &call)
        case .entitySchema(_, let entity): return try schema(request, feed.schemas[entity], &call)
        case .changes: return try changes(request, feed, &thread, &call)
        case .digest: return try digest(request, feed, &thread, &call)
        case .latest: return try latest(request, feed, &thread, &call)
        case .readings: return try readings(request, feed, &thread, &call)
        case .records(_, let entity): return try records(request, feed, entity, &thread, &call)
        case .record(_, let entity, let id): return try record(request, feed, entity, id, &thread, &call)
        case .history(_, let entity, let id): return try history(request, feed, entity, id, &thread, &call)
        case .snapshot(_, let entity, let format, let part):
            let wanted = try SnapshotRequest(request, feed, entity, format, part)
            return try snapshot(request, wanted, &thread, &call)
        case .landing, .me, .feeds, .keys, .key, .nothingIn, .nothing: throw Problem.notFound
        }
    }
}

/// What one of the listener's threads owns.
struct ServingThread {
    let reader: FeedReader
    var readings: ReadingFiles
    /// Of the feed that was asked last for readings.
    var points: ShownPoints?
    private var compressor: Compressor?
    /// The batch of events that was made last: streams that follow one feed ask for the same, one after the other.
    private var batch: EventBatch?

    init(storePath: String, seriesPaths: [String]) throws {
        reader = try FeedReader(path: storePath)
        readings = ReadingFiles(seriesPaths)
    }

    /// A batch of events. Inside a snapshot of the reader.
    mutating func batch(_ facts: EventBatch.Facts, _ seal: CursorSeal) throws -> EventBatch {
        if let known = batch, known.facts == facts { return known }
        let made = try EventBatch(facts, reader, seal)
        batch = made
        return made
    }

    /// Packs a body. Level 3: half of the time of level 6 for a tenth more bytes.
    mutating func gzip(_ bytes: RawSpan) throws -> [UInt8] {
        let compressor = try self.compressor ?? Compressor(.gzip, level: 3)
        self.compressor = compressor
        return try compressor.compress(bytes)
    }
}
