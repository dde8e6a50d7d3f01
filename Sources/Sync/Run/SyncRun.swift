public import Connectors
import Foundation
import Mappings
import Model
public import Storage

/// One run: pulls page after page from a connector, maps each, and has it committed together with the cursor.
///
///     connector ── page ──> mapping ── batch ──> RunWriter (its own queue)
///         └── the next page is pulled and mapped while this one is committed
public struct SyncRun: Sendable {
    /// What a run tells while it goes on.
    public struct Progress: Sendable {
        /// The connector's name.
        public var connector: String
        /// What has been committed so far.
        public var counts: RunCounts
        /// How many records the source has, when it says so.
        public var total: Int?
    }

    /// How a run is made.
    public struct Settings: Sendable {
        /// Whether a person accepted that absent records are deleted, however many they are.
        public var acceptsAbsence = false
        /// The instant that it is, in milliseconds since 1970-01-01T00:00:00Z.
        public var now: @Sendable () -> Int64 = SyncRun.clock
        /// Is told after every page.
        public var progress: @Sendable (Progress) -> Void = { _ in }
        /// Is told after every commit: feeds may have new lines.
        public var committed: @Sendable () -> Void = {}
        /// Where notices of devices come from, in a process that has some.
        public var notices: (any NoticeSource)?

        /// Is told of the runs that took what had waited for rows that this one brought.
        public var taken: @Sendable (Run) -> Void = { _ in }

        /// The usual settings.
        public init() {}
    }

    private let task: RunTask
    private let settings: Settings
    /// What the mapping needs, before any page.
    private let presence: FieldPresence

    /// A run of `task`.
    public init(_ task: RunTask, settings: Settings = Settings()) {
        self.task = task
        presence = FieldPresence(task.mapping)
        self.settings = settings
    }

    /// The real time.
    public static func clock() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Does the run. Errors of the source end it and are told in what it returns.
    ///
    /// - Throws: ``StoreError`` when the store cannot be opened or written to.
    public func perform() async throws -> Run {
        let writer = RunWriter(path: task.hub.storePath, task: task)
        let started = try await writer.start(now: settings.now())
        var ending = RunEnding.ok
        do {
            try await pull(from: task.isComplete ? nil : started.cursor, started, writer)
            if task.isComplete { try await writer.releaseKeyless(now: settings.now()) }
            if task.isComplete, try await writer.mustReadAgain(now: settings.now()) {
                try await pull(from: nil, started, writer)
            }
            if let fault = try await writer.volumeFault(), !settings.acceptsAbsence { ending = fault }
            if task.deletesAbsent, ending.state == .ok {
                let refusal = try await writer.deleteAbsent(
                    atMost: task.definition.sync.reconcile.maxAbsent, isAccepted: settings.acceptsAbsence,
                    now: settings.now())
                if let refusal { ending = .held("max_absent", refusal) }
            }
        } catch {
            ending = RunEnding(error)
        }
        let run = try await writer.finish(ending, now: settings.now())
        settings.committed()
        if run.state != .stopped { try await takeDeferred() }
        return run
    }

    /// Takes what has waited for what this run brought. A connector that is just ending its own run is waited for.
    private func takeDeferred() async throws {
        let taking = DeferredTaking(hub: task.hub, now: settings.now)
        for _ in 0..<20 {
            let outcome = try taking.perform(holding: task.definition.name)
            for run in outcome.runs { settings.taken(run) }
            if !outcome.runs.isEmpty { settings.committed() }
            if outcome.busy.isEmpty { return }
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    private typealias Started = (run: Int64, preparer: PagePreparer, cursor: String?)

    private func pull(from start: String?, _ started: Started, _ writer: RunWriter) async throws {
        var environment = ConnectorEnvironment(
            hubDirectory: task.hub.directory, stateDirectory: task.hub.stateDirectory)
        environment.notices =
            settings.notices
            ?? SeriesNotices(path: task.hub.seriesPath(of: task.definition.name), patience: .zero)
        let connector = try openConnector(task.definition, plan: task.plan, environment: environment)
        var sampler = RecordSampler(task.definition, keeping: task.mapping.pathsWithExamples)
        defer { keep(sampler.profile, of: started.run) }
        var cursor = start
        var committing: Task<MappedPage, any Error>?
        var next = MappedPage()
        var hasMore = true
        do {
            while hasMore {
                try Task.checkCancellation()
                let pulled = try await connector.page(after: cursor)
                cursor = pulled.cursor
                hasMore = pulled.hasMore
                try checkFields(pulled.page)
                next.removeAll()
                if let halt = task.mapping.apply(pulled.page, into: &next.batch) { throw halt }
                started.preparer.prepare(pulled.page, task.plan, &next)
                if !sampler.isFull { sampler.add(pulled) }
                let mapped = next
                next = try await committing?.value ?? MappedPage()
                committing = commit(pulled, mapped, writer)
            }
        } catch {
            // What was handed over is committed before the run ends: its cursor and rows belong together.
            _ = try await committing?.value
            throw error
        }
        _ = try await committing?.value
    }

    /// What the run's first records look like, for `envhub check`.
    private func keep(_ found: SampleProfile, of run: Int64) {
        var profile = found
        profile.run = run
        profile.at = settings.now()
        SampleFile(task.definition.name, in: task.hub.stateDirectory).keep(profile)
    }

    private func commit(_ pulled: PulledPage, _ mapped: MappedPage, _ writer: RunWriter) -> Task<MappedPage, any Error>
    {
        Task {
            let free = try await writer.commit(pulled, mapped, now: settings.now())
            if pulled.isUrgent { settings.committed() }
            let counts = await writer.takenCounts
            let progress = Progress(connector: task.definition.name, counts: counts, total: pulled.total)
            settings.progress(progress)
            let taken = await writer.taken
            Task {
                try await Task.sleep(for: .milliseconds(200))
                if try await writer.flushIfIdle(after: taken) { settings.committed() }
            }
            try checkBudget(counts)
            return free
        }
    }

    /// `contract:` with `missing_field: fail` and `unknown_field: fail`.
    private func checkFields(_ page: RecordPage) throws(ConnectorError) {
        if task.definition.contract.missingField == .fail, task.mapping.pathKind != .columns {
            var presence = presence
            presence.add(page)
            let missing = presence.missing
            guard missing.isEmpty else {
                throw ConnectorError(
                    .settings, code: "missing_field",
                    message: "no record of \(page.name) has \(FieldDrift.words(missing)), which the mapping reads, and "
                        + "`contract` says `missing_field: fail`; a path that may be absent says `optional: true`")
            }
        }
        guard task.definition.contract.unknownField == .fail else { return }
        let unknown = FieldDrift.unknown(page, to: task.mapping)
        guard !unknown.isEmpty else { return }
        throw ConnectorError(
            .settings, code: "unknown_field",
            message: "\(page.name) has \(FieldDrift.words(unknown)) that the mapping does not know, and "
                + "`contract` says `unknown_field: fail`")
    }

    /// A run of mostly bad records is a broken source or a broken mapping: it stops for a person to look.
    private func checkBudget(_ counts: RunCounts) throws(BudgetExceeded) {
        guard let budget = task.definition.errorBudget, counts.quarantined > budget.count,
            Double(counts.quarantined) > budget.share * Double(counts.read)
        else { return }
        throw BudgetExceeded(held: counts.quarantined, read: counts.read)
    }
}
