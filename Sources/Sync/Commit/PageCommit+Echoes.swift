import Model
import SQLite
import Storage

// Two records of one key in one reading: the last holds.
//
//     first reading   a, b      a is stored, then b; a is noted as an echo of b
//     second reading  a, b      a is known as an echo and left alone; b is unchanged
//     third reading   a         a is left alone, but b does not come: a is what the source says now, so it is read again
extension PageCommit {
    /// Whether the record is an echo of the one that is stored. Only complete readings have them: in an incremental pull a
    /// record that looks like an earlier one is the source going back on itself.
    func isEcho(_ known: RecordTable.Entry, _ print: UInt64) throws -> Bool {
        guard source.isComplete, try echoes.contains(record: known.id, print: print) else { return false }
        unanswered.insert(known.id)
        countRepeated()
        return true
    }

    /// What is read a second time has been counted.
    private func countRepeated() { if !isReadAgain { repeated += 1 } }

    /// Notes that this reading's earlier record of the key is replaced; what an older reading had is forgotten.
    func noteEcho(_ known: RecordTable.Entry?, _ print: UInt64, wasMet: Bool) throws {
        guard let known else { return }
        guard source.isComplete else {
            // The source may have changed the record meanwhile; where it happens often, the key is no key.
            if wasMet, known.print != print { countRepeated() }
            return
        }
        if unanswered.remove(known.id) != nil { return }
        if wasMet {
            countRepeated()
            try echoes.insert(record: known.id, print: known.print)
        } else {
            try echoes.clear(record: known.id)
        }
    }

    /// After a complete reading: forgets the echoes whose later record did not come, so that they are read as what they
    /// are when the source is read again. Inside a transaction.
    ///
    /// - Returns: how many there were.
    public func reopenEchoes() throws -> Int {
        defer { unanswered = [] }
        isReadAgain = true
        for id in unanswered {
            try echoes.clear(record: id)
            try records.forgetPrint(id)
        }
        return unanswered.count
    }
}
