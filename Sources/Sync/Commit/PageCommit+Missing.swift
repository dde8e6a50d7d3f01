import Diagnostics
import Model
import Storage

/// A reference to a row that the hub does not have.
struct MissingReference {
    /// What is told of it.
    var rejection: MappedBatch.Rejection
    /// What would answer it.
    var wanted: [WaitingTable.Wanted]
    /// How long it may be waited for; nil when the record is held for a person.
    var patience: RequiredReference.Patience?
}

// References that say `missing: quarantine` or `defer`: a record that names a row which the hub does not have is held, or
// waits; of one that stands in `children:`, the part that hangs on it.
extension PageCommit {
    /// Notes what a record that was mapped refers to in vain: ``missing`` holds all of it, ``missingParts`` a part each.
    func noteMissing(_ index: Int, _ batch: MappedBatch, _ keyHash: UInt64) throws {
        missing = nil
        missingParts.removeAll(keepingCapacity: true)
        heldRows.removeAll(keepingCapacity: true)
        guard !source.required.isEmpty, batch.outcomes[index] == .mapped else { return }
        let range = batch.rowRange(of: index)
        for row in range {
            if heldRows.contains(Int(batch.rows[row].parent)) {
                heldRows.insert(row)
                continue
            }
            guard batch.rows[row].isReference, let required = source.required[Int(batch.rows[row].target)],
                let lost = try reference(row, required, range, batch, keyHash)
            else { continue }
            guard batch.rows[row].parent >= 0 else {
                missing = lost
                return
            }
            missingParts.append(lost)
            heldRows.insert(row)
        }
    }

    /// Whether a record of equal bytes refers to rows that are there now and were not when it came.
    func isAnswered(
        _ index: Int, _ batch: MappedBatch, _ state: RecordTable.State, _ keyHash: UInt64
    ) throws -> Bool {
        guard !source.required.isEmpty, !isKeyless, batch.outcomes[index] == .mapped else { return false }
        switch state {
        case .quarantined, .deferred:
            try noteMissing(index, batch, keyHash)
            return missing == nil
        case .stored:
            guard try waitingCount() > 0 else { return false }
            let count = try waiting.count(connector: connector, keyHash: keyHash)
            if count == 0 { return false }
            try noteMissing(index, batch, keyHash)
            return missing == nil && missingParts.count { $0.patience != nil } < count
        case .filtered, .deleted: return false
        }
    }

    /// What is told of the reference in `row`; nil if the row that it names is there.
    private func reference(
        _ row: Int, _ required: RequiredReference, _ range: Range<Int>, _ batch: MappedBatch, _ keyHash: UInt64
    ) throws -> MissingReference? {
        let (plan, base) = (plans[Int(batch.rows[row].entity)], Int(batch.rows[row].firstValue))
        if try stands(plan, base, batch) || isGivenBeside(plan, base, range, batch) { return nil }
        let shown = self.shown(plan, base, batch)
        var lost = MissingReference(
            rejection: MappedBatch.Rejection(
                record: Int(batch.rows[row].record), isWhole: batch.rows[row].parent < 0,
                code: DiagnosticCode.missingReference.id,
                message: "no \(plan.table.schema.name) \"\(shown)\" in the hub", target: required.name,
                line: required.line, column: required.column, value: shown),
            wanted: wanted(plan, base, batch), patience: required.patience)
        if let most = required.patience?.most, try waitingCount() >= most,
            try waiting.count(connector: connector, keyHash: keyHash) == 0
        {
            lost.patience = nil
            lost.rejection.code = DiagnosticCode.waitedTooLong.id
            lost.rejection.message += ", and \(most) records wait already"
        }
        return lost
    }

    private func stands(_ plan: EntityPlan, _ base: Int, _ batch: MappedBatch) throws -> Bool {
        if plan.identity == .linked { return try isKnown(plan, batch.values, base, batch.arena) }
        let hash = try keyHash(plan, batch.values, base, batch.arena)
        return try plan.table.find(keyHash: hash) != nil
    }

    /// What `stands` would find the row by.
    private func wanted(_ plan: EntityPlan, _ base: Int, _ batch: MappedBatch) -> [WaitingTable.Wanted] {
        guard plan.identity == .linked else {
            let hash = plan.hashing.keyHash(batch.values, base, batch.arena, seed: seed(of: plan))
            return [WaitingTable.Wanted(entity: plan.table.number, keyHash: hash)]
        }
        return names(plan, batch.values, base, batch.arena).map { name in
            WaitingTable.Wanted(
                entity: plan.table.number, scheme: name.scheme, key: String(decoding: name.key, as: UTF8.self))
        }
    }

    /// Whether the record itself tells of the row.
    private func isGivenBeside(_ plan: EntityPlan, _ base: Int, _ range: Range<Int>, _ batch: MappedBatch) -> Bool {
        let wanted = plan.hashing.keyHash(batch.values, base, batch.arena, seed: 0)
        let called = plan.identity == .linked ? names(plan, batch.values, base, batch.arena) : []
        return range.contains { row in
            let other = batch.rows[row]
            guard !other.isReference, Int(other.entity) == plan.index else { return false }
            if plan.identity == .linked {
                let names = names(plan, batch.values, Int(other.firstValue), batch.arena)
                return names.contains { name in called.contains { $0.scheme == name.scheme && $0.key == name.key } }
            }
            return plan.hashing.keyHash(batch.values, Int(other.firstValue), batch.arena, seed: 0) == wanted
        }
    }

    /// The key, or without one the first identifier.
    private func shown(_ plan: EntityPlan, _ base: Int, _ batch: MappedBatch) -> String {
        let key = plan.keyColumns.filter { batch.values[base + $0].kind != .null }
        let other = plan.identifiers.map(\.column).filter { batch.values[base + $0].kind != .null }.prefix(1)
        return (key.isEmpty ? Array(other) : key).map { text(batch.values[base + $0], batch.arena) }
            .joined(separator: ", ")
    }

    private func text(_ value: MappedValue, _ arena: [UInt8]) -> String {
        value.isInArena ? String(String(decoding: arena[value.range], as: UTF8.self).prefix(80)) : "\(value.payload)"
    }
}
