import Model
import SQLite
import Storage

// Records, and parts of them, that wait for a row.
extension PageCommit {
    /// How many entries of the connector wait.
    func waitingCount() throws -> Int {
        if let known = waitingEntries { return known }
        let count = try waiting.count(connector: connector)
        waitingEntries = count
        return count
    }

    /// The entry that was just held waits for what `lost` names, if it may.
    func wait(_ lost: MissingReference) throws {
        guard let patience = lost.patience else { return }
        let (until, hasOverflown) = stamp.at.addingReportingOverflow(patience.longest)
        try waiting.insert(entry: store.database.lastInsertRowID, lost.wanted, until: hasOverflown ? .max : until)
        waitingEntries = try waitingCount() + 1
    }

    /// The entities of which the record gives rows that hang on a row which is missing.
    func waitingEntities(_ batch: MappedBatch) -> Set<Int> {
        Set(heldRows.lazy.filter { !batch.rows[$0].isReference }.map { Int(batch.rows[$0].entity) })
    }
}
