import Storage

/// Tells webhooks that their feeds have advanced.
///
///     commit, or a second has passed ─> look: what is due, may be told, and is free ─> claim in the store ─> send ─> settle in the store
///
/// All that must outlive the process is in the store: what an endpoint has heard of, the message that is on its way, when it is tried
/// next. An attempt is taken before it is made: a process that dies in the middle has the message sent again after a while, with its id.
/// An endpoint has one message on its way; what is committed meanwhile is told by the next, together.
actor WebhookDispatcher {
    private let desk: StoreDesk
    private let book: WebhookBook
    private let sender: WebhookSender
    private let place: PublicPlace
    private let feeds: Set<String>
    private let metrics: ServingMetrics
    private let settings: WebhookSettings
    private let report: @Sendable (String) -> Void
    private let (news, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    /// The attempts on their way, by webhook, with the hosts that they go to; tests have names of their own.
    private var busy: [String: (host: String, task: Task<Void, Never>?)] = [:]
    private var tested: [String: ContinuousClock.Instant] = [:]

    /// The least time from one look to the next.
    private static let breath: Duration = .milliseconds(50)

    init(
        storePath: String, feeds: [String], desk: StoreDesk, place: PublicPlace, metrics: ServingMetrics,
        settings: WebhookSettings, report: @escaping @Sendable (String) -> Void
    ) {
        self.desk = desk
        book = WebhookBook(storePath: storePath)
        sender = WebhookSender(patience: settings.patience, authoritiesFile: settings.authoritiesFile)
        self.place = place
        self.feeds = Set(feeds)
        self.metrics = metrics
        self.settings = settings
        self.report = report
    }

    /// Has it looked soon whether there is something to tell.
    nonisolated func look() { bell.yield() }

    /// Works until cancelled; attempts on their way end with it.
    func run() async {
        let ticker = Task { [bell, settings] in
            while !Task.isCancelled {
                bell.yield()
                try? await Task.sleep(for: settings.interval)
            }
        }
        for await _ in news {
            // What was buffered is given even to one that is cancelled.
            guard !Task.isCancelled else { break }
            await tell()
            try? await Task.sleep(for: Self.breath)
        }
        ticker.cancel()
        for attempt in busy.values { attempt.task?.cancel() }
    }

    private func tell() async {
        // A store that cannot be read now is read at the next look; the metrics of the server tell of it.
        guard let plan = try? await book.plan(for: feeds, without: Set(busy.keys), at: settings.clock()) else { return }
        for attempt in plan.attempts {
            let id = attempt.webhook.id
            guard busy[id] == nil, hasRoom(for: attempt.approval.host.host) else { continue }
            let task = Task {
                await make(attempt)
                ended(id)
            }
            busy[id] = (attempt.approval.host.host, task)
        }
    }

    private func hasRoom(for host: String) -> Bool {
        busy.count < settings.most && busy.values.count(where: { $0.host == host }) < settings.mostToHost
    }

    private func ended(_ name: String) {
        busy[name] = nil
        look()
    }

    private func make(_ attempt: WebhookPlan.Attempt) async {
        let (webhook, message) = (attempt.webhook, attempt.message)
        let lease = settings.clock() + 2 * settings.patience.wholeMilliseconds + 15_000
        guard (try? await desk.write { try $0.claim(webhook, message, lease: lease) }) == true else { return }
        let body = WebhookText.body(message, feed: webhook.feed, base: place.link)
        let outcome = await sender.send(body, id: message.id, to: webhook, attempt.approval, at: settings.clock())
        // A stop in the middle says nothing about the endpoint: whoever comes next may try at once.
        if case .failed(_, "stopped", _) = outcome {
            let now = settings.clock()
            _ = try? await desk.write { try $0.release(webhook.id, message, at: now) }
            return
        }
        await settle(attempt, outcome)
    }

    private func settle(_ attempt: WebhookPlan.Attempt, _ outcome: WebhookOutcome) async {
        let (webhook, message) = (attempt.webhook, attempt.message)
        let now = settings.clock()
        switch outcome {
        case .delivered(let status):
            metrics.count(webhookDelivered: true)
            let next = now + settings.gap.wholeMilliseconds
            await keep {
                try $0.settle(
                    webhook.id, delivered: message, epoch: attempt.epoch, status: status, at: now, next: next)
            }
        case .failed(let status, let problem, let asked):
            metrics.count(webhookDelivered: false)
            let delay = WebhookSchedule.delay(after: webhook.attempt + 1, jitter: settings.jitter(), asked: asked)
            let state: Webhook.State = outcome.isGone ? .disabled : delay == nil ? .paused : .active
            await keep {
                try $0.settle(
                    webhook.id, failed: message, status: status, problem: problem, at: now, next: now + (delay ?? 0),
                    state: state)
            }
            let why = state == .paused ? "three days of attempts failed (\(problem))" : "it says that it is gone"
            if state != .active {
                report("webhook \(webhook.id) of the feed \(webhook.feed) is \(state.rawValue): \(why)")
            }
        }
    }

    /// Keeps what came of an attempt; a store that stays busy leaves it to the claim's end, when it is made again.
    private func keep(_ work: @escaping @Sendable (Store) throws -> Void) async {
        for _ in 0..<3 {
            do { return try await desk.write(work) } catch { try? await Task.sleep(for: .seconds(1)) }
        }
    }

    /// Sends a test now, beside the messages, and keeps what came of it.
    ///
    /// - Throws: 429 when the last test was a moment ago, 503 when too much is on its way.
    func test(_ webhook: Webhook, _ approval: WebhookApproval) async throws(Problem) -> WebhookOutcome {
        let name = "test of \(webhook.id)"
        tested = tested.filter { $0.value.duration(to: .now) < settings.testGap }
        guard tested[webhook.id] == nil, busy[name] == nil else {
            throw .tooMany("This webhook was tested a moment ago.", after: 10)
        }
        guard hasRoom(for: approval.host.host) else { throw .busy }
        tested[webhook.id] = .now
        busy[name] = (approval.host.host, nil)
        defer { ended(name) }
        let now = settings.clock()
        guard let id = try? WebhookSender.makeID() else { throw .broken }
        let outcome = await sender.send(
            WebhookText.test(of: webhook.feed, at: now), id: id, to: webhook, approval, at: now)
        let done = settings.clock()
        switch outcome {
        case .delivered(let status):
            await keep { try $0.settleTest(webhook.id, status: status, problem: nil, at: done) }
        case .failed(let status, let problem, _):
            await keep { try $0.settleTest(webhook.id, status: status, problem: problem, at: done) }
        }
        return outcome
    }
}

extension Duration {
    /// Whole milliseconds.
    var wholeMilliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
