import SQLite

extension Store {
    /// The connectors of which raw records are kept.
    public func connectorsWithRaws() throws -> [String] {
        try all(
            """
            SELECT name FROM hub_name WHERE kind = 'connector' AND id IN (SELECT connector FROM hub_raw_block) ORDER BY name
            """
        ) { $0.text(0) ?? "" }
    }

    /// Drops the kept raw records of `connector` that its limits do not allow any more, transaction by transaction; without
    /// limits all of them. For connectors that do not run: a run does it as it goes.
    ///
    /// - Returns: how many blocks were dropped.
    @discardableResult public func pruneRaws(of connector: String, limits: KeepLimits?, at: Int64) throws -> Int {
        var dropped = 0
        while true {
            try begin()
            do {
                guard let number = try knownNumber(of: connector, .connector),
                    let raws = try raws(of: number, limits: limits)
                else {
                    rollback()
                    return dropped
                }
                try raws.begin(stamp: Stamp(run: 0, version: 0, at: at))
                try commit()
                dropped += raws.dropped
                if raws.dropped < RawTable.mostDropped { return dropped }
            } catch {
                rollback()
                throw error
            }
        }
    }
}
