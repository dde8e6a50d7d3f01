public import Crypto
import Dispatch
import Glibc
import SQLite
import Synchronization

/// The log of who read what: a SQLite file of its own beside the store, so that reading never waits for a sync.
///
/// Entries are gathered in memory and written together, a few times a second, by one queue, which also chains them and signs how far
/// the chains are (``AccessChain``). What is gathered is bounded: from 70 % of the bound on the log is late, which is an alarm; at the
/// bound ``isFull`` says that nothing more may be answered, for an answer that nobody can account for is worse than none. Signing
/// that falls behind or fails is an alarm and nothing more: the rows are chained, and the next head covers them.
public final class AccessLog: Sendable {
    /// How the log fares.
    public struct Health: Sendable, Equatable {
        /// Entries that wait to be written.
        public var waiting = 0
        /// Entries that may wait.
        public var capacity = 0
        /// Entries written since the log was opened.
        public var written = 0
        /// Whether entries wait that should have been written, or heads to be signed: the disk is too slow, full or gone.
        public var isLate = false
        /// What the last attempt to write or to sign met; nil when it went well.
        public var problem: String?
        /// Chains that have grown since their last signed head.
        public var unsigned = 0
        /// When heads were last signed, in milliseconds since 1970; nil when they were not since the log was opened.
        public var signed: Int64?

        /// A log that has nothing to do.
        public init() {}
    }

    private struct State {
        var waiting: [AccessLogEntry] = []
        /// The room of entries that are written, for those to come.
        var spare: [AccessLogEntry] = []
        var taken = 0
        var written = 0
        var isScheduled = false
        var isSigningScheduled = false
        var problem: String?
        var signingProblem: String?
        var unsigned = 0
        var signed: Int64?
        var today: Int64 = 0
        var uses: [String: AccessUse] = [:]
    }

    /// The log's file.
    public let path: String
    private let state = Mutex(State())
    /// How far consumers have read.
    let readings = Mutex(KnownCursors())
    private let writer: AccessLogWriter
    private let queue = DispatchQueue(label: "access log")
    private let capacity: Int
    /// Entries that are not written yet; asked for by every request, which need not wait for others for it.
    private let held = Atomic<Int>(0)
    private let signing: Int

    /// How long entries are gathered, in milliseconds, and how long to wait after a failure.
    private static let gathering = 10
    private static let pause = 500
    /// Entries whose room is kept.
    private static let mostSpare = 4_096
    /// Rows after which heads are signed before their time.
    private static let mostUnsigned = 10_000

    /// Opens the log, and makes it when there is none.
    ///
    /// - Parameters:
    ///   - capacity: entries that may wait to be written.
    ///   - keys: what heads are signed with; without them the chains are there, but nobody vouches for them.
    ///   - signing: how long a chain may grow before its head is signed, in milliseconds.
    /// - Throws: ``StoreError`` for a file that cannot be written or is of another layout.
    public init(path: String, capacity: Int = 50_000, keys: SigningKeys? = nil, signing: Int = 60_000) throws {
        self.path = path
        writer = try AccessLogWriter(path: path, keys: keys)
        self.capacity = max(capacity, 2)
        self.signing = signing
        let today = AccessDay.of(Self.clock())
        let uses = try AccessLogReader(path: path).uses(on: today)
        let unsigned = keys == nil ? 0 : writer.unsigned.count
        state.withLock { state in
            state.today = today
            state.uses = uses
            state.unsigned = unsigned
        }
        let cursors = try writer.cursors()
        readings.withLock { $0 = KnownCursors(cursors) }
        if unsigned > 0 { scheduleSigning() }
    }

    /// Whether nothing more may be answered until entries are written.
    public var isFull: Bool { held.load(ordering: .relaxed) >= capacity }

    /// How the log fares now.
    public var health: Health {
        state.withLock { state in
            let waiting = state.waiting.count + state.taken
            let problem = state.problem ?? state.signingProblem
            var health = Health()
            health.waiting = waiting
            health.capacity = capacity
            health.written = state.written
            health.isLate = waiting * 10 >= capacity * 7 || problem != nil
            health.problem = problem
            health.unsigned = state.unsigned
            health.signed = state.signed
            return health
        }
    }

    /// What a consumer used on the day of a moment, so far.
    public func use(of consumer: String, at now: Int64) -> AccessUse {
        state.withLock { state in
            state.today == AccessDay.of(now) ? state.uses[consumer] ?? AccessUse() : AccessUse()
        }
    }

    /// Takes an entry, which is written soon. Never waits.
    public func append(_ entry: consuming AccessLogEntry) {
        held.wrappingAdd(1, ordering: .relaxed)
        // Moved, not copied: each of its texts would be counted up and down again.
        var moved = Optional(entry)
        let mustSchedule = state.withLock { state in
            if let entry = moved.take() {
                if !entry.consumer.isEmpty { Self.count(entry, &state) }
                state.waiting.append(entry)
            }
            let first = !state.isScheduled
            state.isScheduled = true
            return first
        }
        if mustSchedule { schedule(after: Self.gathering) }
    }

    /// A request counts for the day on which it came, as in the log's file.
    private static func count(_ entry: AccessLogEntry, _ state: inout State) {
        let day = AccessDay.of(entry.at)
        if day > state.today {
            state.today = day
            state.uses = [:]
        }
        if day == state.today { state.uses[entry.consumer, default: AccessUse()].add(entry) }
    }

    /// Writes what waits and signs what is not signed, now; for the end of the process and for tests.
    public func flush() {
        queue.sync {
            write()
            while sign() {}
        }
    }

    /// Signs with other keys from now on.
    public func sign(with keys: SigningKeys) { queue.async { [self] in writer.keys = keys } }

    /// Has what waits written soon.
    func scheduleWriting() {
        let isFirst = state.withLock { state in
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if isFirst { schedule(after: Self.gathering) }
    }

    private func schedule(after milliseconds: Int) {
        queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
            write()
            if writer.rowsSinceHead >= Self.mostUnsigned { _ = sign() }
            if writer.rowsSinceHead > 0, writer.keys != nil { scheduleSigning() }
            let (more, failed) = state.withLock { state in
                state.isScheduled = !state.waiting.isEmpty || readings.withLock { $0.hasChanged }
                return (state.isScheduled, state.problem != nil)
            }
            if more { schedule(after: failed ? Self.pause : Self.gathering) }
        }
    }

    private func scheduleSigning() {
        let isFirst = state.withLock { state in
            defer { state.isSigningScheduled = true }
            return !state.isSigningScheduled
        }
        guard isFirst else { return }
        // A log that nobody holds any more was flushed, or is to be forgotten.
        queue.asyncAfter(deadline: .now() + .milliseconds(signing)) { [weak self] in
            guard let self else { return }
            state.withLock { $0.isSigningScheduled = false }
            if sign() || state.withLock({ $0.signingProblem != nil }) { scheduleSigning() }
        }
    }

    /// On the queue.
    private func write() {
        var batch = state.withLock { state in
            let batch = state.waiting
            state.waiting = exchange(&state.spare, with: [])
            state.taken = batch.count
            return batch
        }
        let cursors = takeCursors()
        guard !batch.isEmpty || !cursors.isEmpty else { return }
        var problem: String?
        do { try writer.write(batch, cursors) } catch {
            problem = "\(error)"
            putBack(cursors)
        }
        let unsigned = writer.unsigned.count
        let count = batch.count
        if problem == nil {
            held.wrappingSubtract(count, ordering: .relaxed)
            batch.removeAll(keepingCapacity: count <= Self.mostSpare)
        }
        state.withLock { state in
            state.taken = 0
            state.problem = problem
            state.unsigned = unsigned
            // What could not be written waits at its place before what came since.
            if problem == nil {
                state.written += count
                state.spare = batch
            } else {
                state.waiting = batch + state.waiting
            }
        }
    }

    /// On the queue: signs some heads; true when there are more to sign.
    private func sign() -> Bool {
        guard !writer.unsigned.isEmpty else { return false }
        let now = Self.clock()
        var (hasMore, problem) = (false, String?.none)
        do { hasMore = try writer.sign(at: now) } catch { problem = "heads are not signed: \(error)" }
        let unsigned = writer.unsigned.count
        state.withLock { state in
            state.signingProblem = problem
            state.unsigned = unsigned
            if problem == nil { state.signed = now }
        }
        return hasMore
    }

    /// Milliseconds since 1970.
    private static func clock() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
