public import Connectors
public import Crypto
public import Model
public import Storage

/// Runs the connectors when they are due, for as long as its task lives; purges the feeds and the access log once a
/// day.
///
///     tick ── due? ──> lock ──> SyncRun ──> report
///
/// Nothing is kept between processes but the runs in the store: what was missed and whether a breaker is open follow from
/// them.
public actor Scheduler {
    /// Something worth telling.
    public enum Event: Sendable {
        /// A run of the connector began.
        case started(String)
        /// A run ended, well or not.
        case ended(Run)
        /// A run could not be made.
        case problem(String, String)
        /// The files changed: good ones hold from the next run on; else the errors.
        case files(problem: String?)
        /// Tombstones of a feed were purged.
        case purged(feed: String, count: Int)
        /// Old entries of the access log were dropped.
        case pruned(count: Int)
        /// Raw records that may not be kept any longer were dropped, so many blocks of them.
        case dropped(connector: String, blocks: Int)
    }

    /// How the scheduler works.
    public struct Settings: Sendable {
        /// The instant that it is, in milliseconds since 1970-01-01T00:00:00Z.
        public var now: @Sendable () -> Int64 = SyncRun.clock
        /// The zone of schedules whose connector names none.
        public var zone: TimeZoneRules = .utc
        /// How much of the access log is kept.
        public var accessLog = AccessLogRetention()
        /// What the anchors of the access log are signed with, at the time.
        public var keys: @Sendable () -> SigningKeys? = { nil }
        /// Is told of everything.
        public var report: @Sendable (Event) -> Void = { _ in }
        /// Is told after every commit: feeds may have new lines.
        public var committed: @Sendable () -> Void = {}
        /// Where the notices of a connector's devices come from.
        public var notices: @Sendable (String) async -> (any NoticeSource)? = { _ in nil }

        /// The usual settings.
        public init() {}
    }

    private let watch: HubWatch
    private let settings: Settings
    private var plans: [String: Plan] = [:]
    private var running: [String: Task<Void, Never>] = [:]
    private var nextPurge: Int64 = 0

    /// One connector as the scheduler knows it.
    private struct Plan {
        var timetable: RunTimetable
        var due: Int64?
        var isQueued = false
    }

    /// A scheduler of the connectors that `watch` knows.
    public init(_ watch: HubWatch, settings: Settings = Settings()) {
        self.watch = watch
        self.settings = settings
    }

    /// Works until its task is cancelled; then stops what runs at its next page, and returns when all have stopped.
    public func run() async {
        plan()
        takeDeferred()
        while !Task.isCancelled {
            tick()
            try? await Task.sleep(for: .seconds(1))
        }
        for task in running.values { task.cancel() }
        for task in running.values { await task.value }
    }

    /// Takes what a process that was killed may have left: records whose rows are there.
    private func takeDeferred() {
        do {
            let taken = try DeferredTaking(hub: watch.hub, now: settings.now).perform(holding: nil)
            for run in taken.runs { settings.report(.ended(run)) }
            if !taken.runs.isEmpty { settings.committed() }
        } catch {
            settings.report(.problem("waiting records", "\(error)"))
        }
    }

    /// Starts what is due now.
    ///
    /// - Returns: the names of the connectors whose runs were started.
    @discardableResult public func tick() -> [String] {
        if watch.refresh() {
            plan()
            settings.report(.files(problem: watch.problem))
        }
        let now = settings.now()
        var started: [String] = []
        for name in plans.keys.sorted() where isDue(name, now) {
            start(name)
            started.append(name)
        }
        purge(now)
        return started
    }

    /// Starts a run of `name` now, unless one goes on: something is there to be pulled.
    public func request(_ name: String) {
        guard running[name] == nil, watch.hub.connector(name) != nil else { return }
        start(name)
    }

    /// When each connector is due next.
    public var due: [String: Int64] { plans.compactMapValues(\.due) }

    /// Waits for the runs that go on.
    public func settle() async {
        for task in running.values { await task.value }
    }

    /// Works out when each connector is due, from its files and its last run.
    public func plan() {
        let hub = watch.hub
        let now = settings.now()
        let store = try? Store(path: hub.storePath)
        var plans: [String: Plan] = [:]
        for definition in hub.connectors {
            guard let timetable = try? RunTimetable(definition, zone: settings.zone) else { continue }
            let last = (try? store?.runs(connector: definition.name, limit: 100))?.first(where: \.isPull)?.started
            plans[definition.name] = Plan(
                timetable: timetable, due: timetable.first(at: now, lastRun: last),
                isQueued: self.plans[definition.name]?.isQueued ?? false)
        }
        self.plans = plans
    }

    private func isDue(_ name: String, _ now: Int64) -> Bool {
        guard var plan = plans[name] else { return false }
        defer { plans[name] = plan }
        let isTime = plan.due.map { $0 <= now } ?? false
        if isTime { plan.due = plan.timetable.next(after: now) }
        guard isTime || plan.isQueued else { return false }
        if running[name] != nil {
            plan.isQueued = plan.isQueued || plan.timetable.overlap == .queue
            return false
        }
        plan.isQueued = false
        return !isLeftAlone(name, plan.timetable, now)
    }

    /// Whether the connector's breaker is open: its last runs failed, and it is not yet time to try again.
    private func isLeftAlone(_ name: String, _ timetable: RunTimetable, _ now: Int64) -> Bool {
        guard let store = try? Store(path: watch.hub.storePath),
            let runs = try? store.runs(connector: name, limit: 100).filter(\.isPull), let last = runs.first
        else { return false }
        let failures = runs.prefix { $0.state == .failed }.count
        return timetable.closed(failures: failures, lastRun: last.started).map { now < $0 } ?? false
    }

    private func start(_ name: String) {
        let (hub, settings) = (watch.hub, settings)
        settings.report(.started(name))
        running[name] = Task {
            do {
                if let run = try await ScheduledRun(hub: hub, name: name, settings: settings).perform() {
                    settings.report(.ended(run))
                } else {
                    settings.report(.problem(name, "is being synced by another process; left out"))
                }
            } catch {
                settings.report(.problem(name, "\(error)"))
            }
            let hasNews = await settings.notices(name)?.hasNews ?? false
            finished(name, hasNews: hasNews)
        }
    }

    /// What came in the run's last moment starts the next one.
    private func finished(_ name: String, hasNews: Bool) {
        running[name] = nil
        if hasNews, !Task.isCancelled { start(name) }
    }

    /// Once a day: tombstones older than a feed's retention, old entries of the access log, raw records that are kept no longer.
    private func purge(_ now: Int64) {
        guard now >= nextPurge else { return }
        nextPurge = now + 86_400_000
        do {
            for purged in try FeedKeeping.purge(watch.hub.feeds, in: Store(path: watch.hub.storePath), at: now)
            where purged.count > 0 {
                settings.report(.purged(feed: purged.feed, count: purged.count))
            }
        } catch {
            settings.report(.problem("feeds", "the purge failed: \(error)"))
        }
        do {
            let count = try AccessLog.prune(
                path: watch.hub.accessLogPath, keeping: settings.accessLog, keys: settings.keys(), at: now)
            if count > 0 { settings.report(.pruned(count: count)) }
        } catch {
            settings.report(.problem("access log", "the purge failed: \(error)"))
        }
        do {
            for dropped in try RawKeeping.prune(watch.hub, in: Store(path: watch.hub.storePath), at: now) {
                settings.report(.dropped(connector: dropped.connector, blocks: dropped.blocks))
            }
        } catch {
            settings.report(.problem("raw records", "the purge failed: \(error)"))
        }
    }
}
