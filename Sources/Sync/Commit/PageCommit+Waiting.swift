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
        var entities = Set<Int>()
        // Not by closures: they would ask for memory for every record, and nearly none has held rows.
        for row in heldRows where !batch.rows[row].isReference { entities.insert(Int(batch.rows[row].entity)) }
        return entities
    }
}
