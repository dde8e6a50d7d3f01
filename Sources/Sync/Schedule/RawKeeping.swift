import Connectors
import Storage

/// Holds the limits of kept raw records where no run does it: of connectors that rest, that keep nothing any more, or whose
/// files are gone.
enum RawKeeping {
    /// Drops what the connectors' files do not allow any more.
    ///
    /// - Returns: the connectors of which anything was dropped, with how many blocks.
    static func prune(_ hub: Hub, in store: Store, at: Int64) throws -> [(connector: String, blocks: Int)] {
        try store.connectorsWithRaws().compactMap { name in
            let limits = hub.connector(name)?.keep.map { KeepLimits($0) }
            let blocks = try store.pruneRaws(of: name, limits: limits, at: at)
            return blocks > 0 ? (name, blocks) : nil
        }
    }
}
