import SQLite

/// How far a remap has come that has not ended: another one of the same version goes on behind it.
public struct RemapState: Sendable, Equatable {
    /// The version that it maps with.
    public var version: String
    /// What it maps.
    public var filter: KeptFilter
    /// The last block that is done.
    public var block: Int64

    /// A state.
    public init(version: String, filter: KeptFilter, block: Int64) {
        self.version = version
        self.filter = filter
        self.block = block
    }
}

extension Store {
    /// The remap of connector number `connector` that has not ended.
    public func remapState(of connector: Int64) throws -> RemapState? {
        try one("SELECT version, since, of_run, block FROM hub_remap WHERE connector = ?1", connector).map { row in
            RemapState(
                version: row.text(0) ?? "",
                filter: KeptFilter(
                    since: row.isNull(1) ? nil : row.integer(1), run: row.isNull(2) ? nil : row.integer(2)),
                block: row.integer(3))
        }
    }

    /// Says how far a remap has come, in the transaction that did it; nil when it has ended.
    public func saveRemap(_ state: RemapState?, of connector: Int64) throws {
        guard let state else { return try run("DELETE FROM hub_remap WHERE connector = ?1", connector) }
        try run(
            "INSERT OR REPLACE INTO hub_remap VALUES (?1, ?2, ?3, ?4, ?5)", connector, state.version,
            state.filter.since, state.filter.run, state.block)
    }
}
