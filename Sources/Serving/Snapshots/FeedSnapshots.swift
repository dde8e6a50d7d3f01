import Dispatch
import Feeds
import HTTPServer
import Storage
import Synchronization

/// What asks for a snapshot: an entity of a feed, in a format.
struct SnapshotWish: Hashable, Sendable {
    let feed: String
    let entity: String
    let format: SnapshotFormat
}

/// How the making of a snapshot ended.
typealias SnapshotOutcome = Result<Snapshot, Problem>

/// Makes and keeps snapshots, on threads of its own: some at once, each once for all who ask for it meanwhile.
final class FeedSnapshots: Sendable {
    private struct State {
        var shelf: SnapshotShelf
        /// Who is told of what is being made, or waits to be.
        var askers: [SnapshotWish: [@Sendable (SnapshotOutcome?) -> Void]] = [:]
        var waiting: [(wish: SnapshotWish, build: SnapshotBuild)] = []
        var running = 0
    }

    let settings: SnapshotSettings
    private let storePath: String
    private let seal: CursorSeal
    private let metrics: ServingMetrics
    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "feed snapshots", qos: .utility, attributes: .concurrent)

    /// Opens the folder. Throws when it cannot be made or read.
    init(
        _ settings: SnapshotSettings, feeds: [ServedFeed], storePath: String, seal: CursorSeal, metrics: ServingMetrics
    ) throws {
        self.metrics = metrics
        self.settings = settings
        self.storePath = storePath
        self.seal = seal
        let reader = try FeedReader(path: storePath)
        let heads = try reader.snapshot { Array(reader.feeds.values) }
        let pairs = feeds.compactMap { feed in
            heads.first { $0.name == feed.compiled.name }.map { (SnapshotGeneration($0, feed), $0.head) }
        }
        state = Mutex(State(shelf: try SnapshotShelf(settings, Dictionary(uniqueKeysWithValues: pairs))))
    }

    /// One that can be given out now: of the feed's head, or made so lately that it need not be made again.
    func fresh(_ key: SnapshotKey, _ head: FeedHead) -> Snapshot? {
        state.withLock { $0.shelf.newest(key) }.flatMap { newest in
            newest.identity.seq == head.head || newest.freshUntil > .now ? newest : nil
        }
    }

    /// The kept one of that number.
    func kept(_ key: SnapshotKey, seq: Int64) -> Snapshot? {
        state.withLock { $0.shelf.all(key) }.first { $0.identity.seq == seq }
    }

    /// The kept one that a part's entity tag names.
    func kept(_ key: SnapshotKey, _ part: SnapshotPart, tag: String) -> Snapshot? {
        state.withLock { $0.shelf.all(key) }.first { $0.tag(of: part) == tag }
    }

    /// Opens a part of a snapshot. One whose files are not there any more (the folder may be emptied at any time) is forgotten; nil then.
    func open(_ snapshot: Snapshot, _ part: SnapshotPart) -> HTTPFile? {
        if let file = try? HTTPFile(path: snapshot.file(part)) {
            snapshot.touch()
            return file
        }
        state.withLock { $0.shelf.forget(snapshot) }
        return nil
    }

    /// Makes one of the feed's head of now or a little later, and tells how that ended. What is being made already is not made twice.
    func make(
        _ feed: ServedFeed, _ entity: CompiledFeedEntity, _ format: SnapshotFormat,
        then: @escaping @Sendable (SnapshotOutcome?) -> Void
    ) {
        let wish = SnapshotWish(feed: feed.compiled.name, entity: entity.name, format: format)
        let isRefused = state.withLock { state in
            if state.askers[wish] == nil {
                guard state.waiting.count < settings.queue else { return true }
                let build = SnapshotBuild(
                    feed: feed, entity: entity, format: format, storePath: storePath, seal: seal, settings: settings)
                state.waiting.append((wish, build))
            }
            state.askers[wish, default: []].append(then)
            return false
        }
        if isRefused { then(.failure(.snapshotQueue)) } else { start() }
    }

    /// Takes the next of those that wait, as far as they may be made at once.
    private func start() {
        let next = state.withLock { state -> (wish: SnapshotWish, build: SnapshotBuild)? in
            guard state.running < settings.builders, !state.waiting.isEmpty else { return nil }
            state.running += 1
            return state.waiting.removeFirst()
        }
        guard let (wish, build) = next else { return }
        queue.async { self.run(wish, build) }
    }

    /// On the queue.
    private func run(_ wish: SnapshotWish, _ build: SnapshotBuild) {
        let outcome: SnapshotOutcome
        do {
            let made = try build.run()
            // Removing what gives way may take a while: not while others wait to look.
            for old in state.withLock({ $0.shelf.put(made) }) { old.remove() }
            metrics.count(snapshots: 1)
            outcome = .success(made)
        } catch {
            metrics.count(snapshotFailures: 1)
            outcome = .failure(.snapshot(error))
        }
        let askers = state.withLock { state in
            state.running -= 1
            return state.askers.removeValue(forKey: wish) ?? []
        }
        for asker in askers { asker(outcome) }
        start()
    }
}
