import Identity
import Model
import SQLite
import Storage

// The rows of one record: references first, then who the row is, then what the hub makes of it.
extension PageCommit {
    func applyBundle(_ range: Range<Int>, _ batch: inout MappedBatch, record: Int64) throws {
        numbers.removeAll(keepingCapacity: true)
        var flag = firstFlag(of: range, batch)
        for index in range {
            let row = batch.rows[index]
            if !heldRows.isEmpty, heldRows.contains(index) {
                numbers.append(0)
                continue
            }
            let plan = plans[Int(row.entity)]
            let base = Int(row.firstValue)
            try resolve(plan, base, &batch, first: range.lowerBound)
            let identified = try identify(plan, index, batch.values, base, batch.arena, isReference: row.isReference)
            numbers.append(identified.row)
            while flag < batch.flags.count, batch.flags[flag].row < index { flag += 1 }
            if row.isReference { continue }
            let ref = RecordTable.RowRef(row: identified.row, entity: plan.table.number)
            if isGiven(ref) {
                guard try join(plan, identified.row, batch.values, base, batch.arena, record: record) else { continue }
            } else {
                rows.append(ref)
                try write(plan, index, identified, batch.values, base, batch.arena, record: record)
            }
            while flag < batch.flags.count, batch.flags[flag].row == index {
                let noted = batch.flags[flag]
                try flags.insert(
                    record: record, row: identified.row, field: noted.field, code: noted.code, value: noted.value)
                flag += 1
            }
        }
    }

    /// Flags are in row order; the first that can belong to the bundle.
    private func firstFlag(of range: Range<Int>, _ batch: MappedBatch) -> Int {
        var (low, high) = (0, batch.flags.count)
        while low < high {
            let middle = (low + high) / 2
            if batch.flags[middle].row < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Turns references to rows of the bundle and to keys of the system into the hub's numbers.
    private func resolve(_ plan: EntityPlan, _ base: Int, _ batch: inout MappedBatch, first: Int) throws {
        for reference in plan.references {
            let at = base + reference.column
            let value = batch.values[at]
            switch value.kind {
            case .row:
                let number = numbers[Int(value.payload) - first]
                // A thing that is named by nothing that can be found again is no thing.
                batch.values[at] = number == 0 ? .null : MappedValue(.reference, payload: number)
            case .key, .text:
                let number = try numberOfKey(batch.arena, value.range, plans[reference.target])
                batch.values[at] = MappedValue(.reference, payload: number)
            default: continue
            }
        }
    }

    /// The row, or of a linked thing the member, that the system calls by `key`; a number is promised to it when nobody has told of
    /// it yet.
    private func numberOfKey(_ arena: [UInt8], _ range: Range<Int>, _ plan: EntityPlan) throws -> Int64 {
        guard plan.identity == .linked else {
            var hasher = ByteHasher(seed: seed(of: plan))
            hasher.add(arena.span.extracting(range))
            return try numberOfHash(hasher.value, plan)
        }
        return try referred(plan, key: arena[range])
    }

    /// Keys of local entities mean nothing outside their system.
    func seed(of plan: EntityPlan) -> UInt64 {
        plan.identity == .local ? UInt64(bitPattern: system) << 32 : 0
    }

    /// The row whose key has `hash`: present, gone or promised; else a number is promised to it.
    private func numberOfHash(_ hash: UInt64, _ plan: EntityPlan) throws -> Int64 {
        if let present = try plan.table.find(keyHash: hash) { return present }
        if let promised = try history.find(entity: plan.table.number, keyHash: hash) { return promised }
        let number = store.takeRowNumber()
        try history.promise(number, entity: plan.table.number, keyHash: hash)
        return number
    }

    /// Which row it is.
    private func identify(
        _ plan: EntityPlan, _ index: Int, _ values: [MappedValue], _ base: Int, _ arena: [UInt8], isReference: Bool
    ) throws -> Identified {
        if plan.identity == .linked {
            if isReference { return Identified(row: try referred(plan, values, base, arena), keyHash: 0) }
            return try linked(plan, values, base, arena)
        }
        let hash = try prepared.row(index)?.keyHash ?? keyHash(plan, values, base, arena)
        if isReference { return Identified(row: try numberOfHash(hash, plan), keyHash: hash) }
        if let present = try plan.table.find(keyHash: hash) {
            return Identified(row: present, keyHash: hash, isPresent: true)
        }
        if let back = try history.unearth(entity: plan.table.number, keyHash: hash) {
            return Identified(row: back.row, keyHash: hash, rev: back.rev, wasKnown: true)
        }
        return Identified(row: store.takeRowNumber(), keyHash: hash)
    }
}
