public import Crypto

/// Where snapshots lie, who signs them, and what they may cost.
public struct SnapshotSettings: Sendable {
    /// The folder that holds them; it is made.
    public var folder: String
    /// The hub's keys.
    public var keys: SigningKeys
    /// How many are made at once.
    public var builders = 2
    /// How many may wait to be made; more askers get 503.
    public var queue = 32
    /// For how long after it was made a snapshot is given out although the feed has gone on; never for shorter than its making took. Nil
    /// to give out only what shows the feed's head.
    public var freshness: Duration? = .seconds(5)
    /// The longest that making one may take.
    public var longestBuild: Duration = .seconds(600)
    /// The longest that a request waits for one.
    public var longestWait: Duration = .seconds(60)
    /// For how long one that is not among the newest two is kept after it was last asked for.
    public var keptFor: Duration = .seconds(3600)
    /// The most bytes that all of them may take.
    public var mostBytes: Int64 = 20 << 30
    /// The bytes that must stay free on the disk.
    public var reserve: Int64 = 256 << 20
    /// The most records of a workbook: more fit into none that people can open.
    public var mostRows = 3_000_000

    /// The usual settings.
    public init(folder: String, keys: SigningKeys) {
        self.folder = folder
        self.keys = keys
    }
}
