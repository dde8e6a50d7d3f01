import Diagnostics
import Model
import Storage

// References that say `missing: quarantine`: a record that names a row which the hub does not have is held.
extension PageCommit {
    /// What is wrong with a record that was mapped; nil if every row it must find is there.
    func missingReference(_ index: Int, _ batch: MappedBatch) throws -> MappedBatch.Rejection? {
        guard batch.outcomes[index] == .mapped else { return nil }
        let range = batch.rowRange(of: index)
        for row in range where batch.rows[row].isReference {
            let (plan, base) = (plans[Int(batch.rows[row].entity)], Int(batch.rows[row].firstValue))
            guard let required = source.required[Int(batch.rows[row].target)] else { continue }
            if try stands(plan, base, batch) || isGivenBeside(plan, base, range, batch) { continue }
            let shown = plan.keyColumns.map { text(batch.values[base + $0], batch.arena) }.joined(separator: ", ")
            return MappedBatch.Rejection(
                record: index, isWhole: true, code: DiagnosticCode.missingReference.id,
                message: "no \(plan.table.schema.name) \"\(shown)\" in the hub", target: required.name,
                line: required.line, column: required.column, value: shown)
        }
        return nil
    }

    /// Whether a held record of equal bytes was waiting for rows that are there now.
    func isAnswered(_ index: Int, _ batch: MappedBatch, _ state: RecordTable.State) throws -> Bool {
        guard !source.required.isEmpty, state == .quarantined, !isKeyless else { return false }
        return try batch.outcomes[index] == .mapped && missingReference(index, batch) == nil
    }

    private func stands(_ plan: EntityPlan, _ base: Int, _ batch: MappedBatch) throws -> Bool {
        if plan.identity == .linked { return try isKnown(plan, batch.values, base, batch.arena) }
        let hash = plan.hashing.keyHash(batch.values, base, batch.arena, seed: seed(of: plan))
        return try plan.table.find(keyHash: hash) != nil
    }

    /// Whether the record itself tells of the row.
    private func isGivenBeside(_ plan: EntityPlan, _ base: Int, _ range: Range<Int>, _ batch: MappedBatch) -> Bool {
        let wanted = plan.hashing.keyHash(batch.values, base, batch.arena, seed: 0)
        return range.contains { row in
            let other = batch.rows[row]
            guard !other.isReference, Int(other.entity) == plan.index else { return false }
            return plan.hashing.keyHash(batch.values, Int(other.firstValue), batch.arena, seed: 0) == wanted
        }
    }

    private func text(_ value: MappedValue, _ arena: [UInt8]) -> String {
        value.isInArena ? String(String(decoding: arena[value.range], as: UTF8.self).prefix(80)) : "\(value.payload)"
    }
}
