import Glibc
import Storage
import Synchronization

/// What a server has done, in numbers for its metrics page.
public final class ServingMetrics: Sendable {
    /// A moment's copy.
    public struct Counts: Sendable {
        /// Answers by their status.
        public var statuses: [Int: Int] = [:]
        /// Bytes of bodies.
        public var bytes = 0
        /// Seconds from a request's arrival to its answer, all together, in microseconds.
        public var microseconds: Int64 = 0
        /// Requests that wait for changes now.
        public var waiting = 0
        /// Streams of changes that are open now.
        public var streams = 0
        /// Answers that were not logged, all of them refusals because the log was full.
        public var unlogged = 0
        /// Whole files that were made.
        public var snapshots = 0
        /// Whole files that could not be made.
        public var snapshotFailures = 0
        /// Requests that met a store that could not be read.
        public var storeErrors = 0
        /// Attempts to tell webhooks that arrived.
        public var webhooksDelivered = 0
        /// Attempts to tell webhooks that failed.
        public var webhooksFailed = 0
    }

    /// What some of the threads have answered: each request is counted, and none waits for another thread's count.
    private final class Part: Sendable {
        let counts = Mutex(Counts())
    }

    private let counts = Mutex(Counts())
    private let parts = (0..<16).map { _ in Part() }

    /// What was counted so far.
    public var current: Counts {
        parts.reduce(into: counts.withLock { $0 }) { sum, part in
            let counts = part.counts.withLock { $0 }
            sum.statuses.merge(counts.statuses, uniquingKeysWith: +)
            sum.bytes &+= counts.bytes
            sum.microseconds &+= counts.microseconds
        }
    }

    func count(status: Int, bytes: Int, microseconds: Int64) {
        // Threads lie some megabytes apart, each at the start of a page.
        let part = parts[Int(pthread_self() >> 12 ^ pthread_self() >> 20) & 15]
        part.counts.withLock { counts in
            counts.statuses[status, default: 0] += 1
            counts.bytes &+= bytes
            counts.microseconds &+= microseconds
        }
    }

    func count(waiting change: Int) { counts.withLock { $0.waiting += change } }

    func count(streams change: Int) { counts.withLock { $0.streams += change } }

    func count(snapshots change: Int) { counts.withLock { $0.snapshots += change } }

    func count(snapshotFailures change: Int) { counts.withLock { $0.snapshotFailures += change } }

    func countUnlogged() { counts.withLock { $0.unlogged += 1 } }

    func count(storeError: StoreError) { counts.withLock { $0.storeErrors += 1 } }

    func count(webhookDelivered: Bool) {
        counts.withLock { counts in
            if webhookDelivered { counts.webhooksDelivered += 1 } else { counts.webhooksFailed += 1 }
        }
    }
}
