import Compression
import Feeds
import HTTPServer
import Model
import Storage

/// What answers partners' requests, on the listener's threads.
///
///     request ─> Router ─> key, grant, limits ─> heads, or one moment of the store ─> bytes ─> log row ─> answer
final class PartnerService: Sendable {
    let feeds: [ServedFeed]
    let log: AccessLog
    let signal: FeedSignal
    let metrics: ServingMetrics
    let seal: CursorSeal
    let linkSeal: LinkSeal
    /// Whether clients may show certificates.
    let asksForCertificates: Bool
    /// Pages that may read answers in browsers.
    let origins: AllowedOrigins
    /// Headers of every answer, for how it is served.
    let security: [HTTPHeader]
    let replays = ReplayGuard(start: Call.milliseconds())
    let limiter: ConsumerLimiter
    let sending: SendingBudget
    let digests: FeedDigests
    /// Nil where the hub gives out no whole files, and signs nothing.
    let snapshots: FeedSnapshots?
    let places: FeedPlaces
    let place = PublicPlace()
    let desk: StoreDesk
    let webhooks: WebhookDispatcher
    let router = Router(Endpoint.all)
    private let numbers: RequestNumber
    private let threads: ThreadLocal<ServingThread>

    init(
        storePath: String, seriesPaths: [String], feeds: [ServedFeed], log: AccessLog, limits: ConsumerLimits,
        snapshots: SnapshotSettings?, tls: HTTPListener.TLS? = nil,
        origins: AllowedOrigins = .none, webhooks: WebhookSettings = WebhookSettings(),
        metrics: ServingMetrics = ServingMetrics(), report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        self.origins = origins
        self.metrics = metrics
        asksForCertificates = tls?.clientAuthoritiesPEM != nil
        // A client that has been here by TLS comes by nothing else for a year (RFC 6797).
        security = tls == nil ? [] : [HTTPHeader("Strict-Transport-Security", "max-age=31536000")]
        self.feeds = feeds
        self.log = log
        signal = FeedSignal(storePath: storePath)
        let secret = try FeedReader(path: storePath).secret()
        seal = CursorSeal(secret: secret)
        linkSeal = LinkSeal(secret: secret)
        limiter = ConsumerLimiter(limits)
        sending = SendingBudget(most: limits.sending)
        digests = FeedDigests(storePath: storePath)
        let seal = seal
        self.snapshots = try snapshots.map {
            try FeedSnapshots($0, feeds: feeds, storePath: storePath, seal: seal, metrics: metrics)
        }
        places = FeedPlaces(storePath: storePath)
        desk = StoreDesk(storePath: storePath)
        self.webhooks = WebhookDispatcher(
            storePath: storePath, feeds: feeds.map(\.compiled.name), desk: desk, place: place, metrics: metrics,
            settings: webhooks, report: report)
        numbers = try RequestNumber()
        threads = ThreadLocal { try ServingThread(storePath: storePath, seriesPaths: seriesPaths) }
    }

    /// The number of a request.
    func takeNumber() -> String { numbers.take() }

    /// Answers a request, or holds it.
    func answer(_ request: borrowing HTTPRequest) throws -> HTTPAnswer {
        if let held = request.note as? HeldAnswer { return .now(held.response) }
        var call = call(of: request)
        do {
            if log.isFull { throw Problem.logFull }
            if let answer = try preflight(request, &call) { return answer }
            return try answer(request, request.withPath { router.route($0, request.method, feeds) }, &call)
        } catch let problem as Problem {
            return try finish(problem, &call)
        } catch let error as StoreError {
            metrics.count(storeError: error)
            return try finish(error.kind == .busy ? .busy : .broken, &call)
        }
    }

    /// Runs `body` on one of the listener's threads, where heads, names and consumers are those of now. Rows take a moment.
    func withHeads<Result>(_ body: (inout ServingThread) throws -> Result) throws -> Result {
        try threads.withValue { thread in
            try thread.reader.refresh()
            return try body(&thread)
        }
    }

    /// Runs `body` on one moment of the store, on one of the listener's threads.
    func withMoment<Result>(_ body: (inout ServingThread) throws -> Result) throws -> Result {
        try threads.withValue { thread in try thread.reader.snapshot { try body(&thread) } }
    }

    private func answer(
        _ request: borrowing HTTPRequest, _ routing: Routing, _ call: inout Call
    ) throws -> HTTPAnswer {
        switch routing {
        case .to(let endpoint, let place):
            call.entry.path = endpoint.path
            if case .open(let handler) = endpoint.handler {
                guard limiter.admitsVisitor(at: .now) else {
                    throw Problem.tooMany("Too many requests without a key.", after: 1)
                }
                try QueryParameters.check(request, endpoint.names)
                return try handler(self, request, &call)
            }
            return try withHeads { thread in try answer(request, endpoint, place, &thread, &call) }
        case .otherMethods(let methods, let endpoint, let place):
            call.entry.path = endpoint.path
            // Whether there is a feed of that name is for those who may read it.
            if place.feed != nil { try withHeads { _ = try admit(request, place.feed, $0.reader.access, &call) } }
            throw Problem.method(methods)
        case .nowhere(let feed):
            call.entry.path = "other"
            try withHeads { _ = try admit(request, feed, $0.reader.access, &call) }
            throw Problem.notFound
        }
    }

    /// Answers one with a key. He is judged by what holds now; what he asks for is of one moment of the store, taken after that.
    private func answer(
        _ request: borrowing HTTPRequest, _ endpoint: Endpoint, _ place: Place, _ thread: inout ServingThread,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        let reader = thread.reader
        let (consumer, feed) = try admit(request, place.feed, reader.access, &call)
        try QueryParameters.check(request, endpoint.names)
        let asked = Asked(service: self, consumer: consumer, place: place)
        switch (endpoint.handler, feed) {
        case (.open(let handler), _): return try handler(self, request, &call)
        case (.consumer(let handler), _):
            return try reader.snapshot { try handler(asked, request, &thread, &call) }
        case (.feed(let handler), let feed?):
            return try reader.snapshot { try handler(asked, feed, request, &thread, &call) }
        case (.early(let handler), let feed?): return try handler(asked, feed, request, &thread, &call)
        case (.feed, nil), (.early, nil): throw Problem.notFound
        }
    }

    /// Recognises who asks, and lets him at the feed that he asks for.
    private func admit(
        _ request: borrowing HTTPRequest, _ feed: Int?, _ directory: AccessDirectory, _ call: inout Call
    ) throws -> (Consumer, ServedFeed?) {
        if let feed { call.entry.feed = feeds[feed].compiled.name }
        let consumer = try authenticate(request, directory, &call)
        return (consumer, try feed.map { try authorise(consumer, $0, &call) })
    }
}

/// What one of the listener's threads owns.
struct ServingThread {
    let reader: FeedReader
    var readings: ReadingFiles
    /// Of the feed that was asked last for readings.
    var points: ShownPoints?
    private var compressor: Compressor?
    private var accessLog: AccessLogReader?
    /// The batch of events that was made last: streams that follow one feed ask for the same, one after the other.
    private var batch: EventBatch?
    var cursors = OpenedCursors()

    init(storePath: String, seriesPaths: [String]) throws {
        reader = try FeedReader(path: storePath)
        readings = ReadingFiles(seriesPaths)
    }

    /// The access log, opened when somebody first asks for it.
    mutating func accessLog(_ path: String) throws -> AccessLogReader {
        let reader = try accessLog ?? AccessLogReader(path: path)
        accessLog = reader
        return reader
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
