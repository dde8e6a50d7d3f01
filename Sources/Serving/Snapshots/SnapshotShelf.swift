import Foundation

/// The snapshots that are kept, the newest of each kind last. Not for two threads at once.
struct SnapshotShelf {
    private let settings: SnapshotSettings
    private var kept: [SnapshotKey: [Snapshot]] = [:]

    /// What is always kept of each kind: the newest, and the one before it, which somebody may be fetching.
    private static let alwaysKept = 2
    /// What the name of a folder begins with that is not whole yet.
    static let draftMark = ".draft-"

    /// Opens the folder, with the heads of the feeds as they are now: what an earlier life left half made goes, and so does what is of no feed as it is now, of a number that a feed has not come to (a store that was put back), or signed by keys that have retired: partners hold it against those of now.
    init(_ settings: SnapshotSettings, _ heads: [SnapshotGeneration: Int64]) throws {
        self.settings = settings
        let files = FileManager.default
        try files.createDirectory(
            atPath: settings.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for name in try files.contentsOfDirectory(atPath: settings.folder) {
            if let snapshot = Snapshot(folder: settings.folder, name: name), snapshot.isSigned(by: settings.keys),
                let head = heads[snapshot.identity.key.generation], snapshot.identity.seq <= head
            {
                kept[snapshot.identity.key, default: []].append(snapshot)
            } else {
                try? files.removeItem(atPath: "\(settings.folder)/\(name)")
            }
        }
        for key in kept.keys { kept[key]?.sort { $0.identity.seq < $1.identity.seq } }
        for snapshot in sweep() { snapshot.remove() }
    }

    /// The newest of a kind.
    func newest(_ key: SnapshotKey) -> Snapshot? { kept[key]?.last }

    /// All that are kept of a kind.
    func all(_ key: SnapshotKey) -> [Snapshot] { kept[key] ?? [] }

    /// Puts one on the shelf. What is of the same feed as it was declared or numbered before gives way: it may hold what the feed does
    /// not show any more.
    ///
    /// - Returns: what gave way to it, to be removed from the disk.
    mutating func put(_ snapshot: Snapshot) -> [Snapshot] {
        var gone: [Snapshot] = []
        let key = snapshot.identity.key
        for (other, old) in kept
        where other.generation.feed == key.generation.feed && other.generation != key.generation {
            gone += old
            kept[other] = nil
        }
        kept[key] = (kept[key] ?? []).filter { $0.identity != snapshot.identity } + [snapshot]
        return gone + sweep()
    }

    /// Takes one off the shelf that is not on the disk any more.
    mutating func forget(_ snapshot: Snapshot) {
        kept[snapshot.identity.key]?.removeAll { $0 === snapshot }
    }

    /// Takes off what need not be kept.
    private mutating func sweep() -> [Snapshot] {
        let now = ContinuousClock.now
        var gone: [Snapshot] = []
        for snapshots in kept.values {
            gone += snapshots.dropLast(Self.alwaysKept).filter { $0.lastUse.advanced(by: settings.keptFor) <= now }
        }
        for snapshot in gone { forget(snapshot) }
        // Beyond the bytes that they may take, those go first that nobody asked for longest; of each kind one stays.
        var total = kept.values.joined().reduce(Int64(0)) { $0 + $1.facts.size }
        let spare = kept.values.flatMap { $0.dropLast() }
        for snapshot in spare.sorted(by: { $0.lastUse < $1.lastUse }) where total > settings.mostBytes {
            total -= snapshot.facts.size
            forget(snapshot)
            gone.append(snapshot)
        }
        return gone
    }
}
