import Feeds
import Model
import SQLite
import Storage

// The golden row: made, changed, merged, deleted; with its history and its lines in the feeds.
extension PageCommit {
    func write(
        _ plan: EntityPlan, _ index: Int, _ identified: Identified, _ values: [MappedValue], _ base: Int,
        _ arena: [UInt8],
        record: Int64
    ) throws {
        let print = prepared.row(index)?.print ?? plan.hashing.print(values, base, arena)
        if plan.identity == .linked {
            return try speak(plan, index, identified, values, base, arena, record: record)
        }
        guard identified.isPresent else {
            try insert(plan, index, identified, values, base, arena, print: print, record: record)
            return
        }
        guard let present = try plan.table.read(identified.row) else {
            throw StoreError(.damaged, "row \(identified.row) of \(plan.table.schema.name) cannot be read")
        }
        try checkKey(plan, present.values, values, base, arena)
        if present.head.record == record {
            if present.head.print == print { return }
            let after = RowValues(copying: values, at: base, count: plan.width, arena: arena)
            return try replace(plan, present.head, present.values, by: after, print: print, record: record)
        }
        try contribute(plan, present.head, present.values, values, base, arena, record: record)
    }

    func insert(
        _ plan: EntityPlan, _ index: Int, _ identified: Identified, _ values: [MappedValue], _ base: Int,
        _ arena: [UInt8], print: UInt64, record: Int64
    ) throws {
        let head = EntityTable.Head(
            row: identified.row, rev: identified.rev + 1, record: record, print: print, run: stamp.run, at: stamp.at,
            keyHash: identified.keyHash)
        try plan.table.insert(head, values, at: base, arena: arena)
        changed = true
        if observer != nil {
            let after = RowValues(copying: values, at: base, count: plan.width, arena: arena)
            try show(head.row, of: plan, becomes: after, from: nil)
        }
        try feeds.publish(
            .init(
                plan: plan, head: head, isNew: !identified.wasKnown, isInsertion: true, cause: cause,
                prepared: prepared, index: index), values, at: base, arena: arena)
    }

    /// A hash found the row; the key itself decides.
    private func checkKey(
        _ plan: EntityPlan, _ present: RowValues, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]
    ) throws {
        // Two members of one thing are the same key.
        for column in plan.keyColumns
        where !plan.linked.contains(column) && !present.equals(column, values[base + column], in: arena) {
            throw StoreError(.damaged, "two rows of \(plan.table.schema.name) have keys of the same hash")
        }
    }

    /// A further record speaks of a row: from now on the row is what all of them say together.
    func contribute(
        _ plan: EntityPlan, _ head: EntityTable.Head, _ present: RowValues, _ values: [MappedValue], _ base: Int,
        _ arena: [UInt8], record: Int64
    ) throws {
        if head.record != 0 {
            try contributions.put(
                row: head.row, record: head.record, entity: plan.table.number, rank: try rank(of: head.record), present)
        }
        let mine = RowValues(copying: values, at: base, count: plan.width, arena: arena)
        try contributions.put(
            row: head.row, record: record, entity: plan.table.number, rank: try rank(of: record), mine)
        try settleMerged(plan, head, present, mine)
    }

    /// The rank of the system that a record is of.
    private func rank(of record: Int64) throws -> Int64 {
        // A record that is not in the store yet is one of this page.
        let connector = try records.connector(of: record) ?? self.connector
        if let known = ranks[connector] { return known }
        let system = try store.one("SELECT system FROM hub_source WHERE connector = ?1", connector)?.integer(0)
        let rank = SourceIdentity.rank(of: try system.flatMap(store.name) ?? "")
        ranks[connector] = rank
        return rank
    }

    /// Makes the row what its contributions say together; withdrawn ones are already gone, `added` is among them.
    ///
    /// Contributions are read only until they have given every column that `present` or `added` has a value of: no other
    /// record has one of any other column.
    func settleMerged(
        _ plan: EntityPlan, _ head: EntityTable.Head, _ present: RowValues, _ added: RowValues? = nil
    ) throws {
        let wanted = (0..<plan.width).filter { present.has($0) || added?.has($0) ?? false }
        var golden = GoldenRow(width: plan.width, wanted: wanted)
        var (count, first) = (0, Int64(0))
        try contributions.forEach(head.row) { contribution in
            count += 1
            if count == 1 { first = contribution.record }
            golden.add(contribution.values)
            return count < 2 || !golden.isWhole
        }
        if count == 0 { return try delete(plan, head, present) }
        let merged = golden.values
        if count == 1 { try contributions.delete(row: head.row, record: first) }
        let print = plan.hashing.print(merged.values, 0, merged.arena)
        let record = count == 1 ? first : 0
        if print == head.print, record == head.record { return }
        try replace(plan, head, present, by: merged, print: print, record: record)
    }

    func replace(
        _ plan: EntityPlan, _ head: EntityTable.Head, _ before: RowValues, by after: RowValues, print: UInt64,
        record: Int64, isForced: Bool = false
    ) throws {
        let isChanged = (0..<plan.width).contains { !before.equals($0, after.values[$0], in: after.arena) }
        var next = head
        next.record = record
        next.print = print
        if isChanged {
            try history.keep(
                head, entity: plan.table.number, until: stamp, body: try told(plan, before))
            next.rev += 1
            next.run = stamp.run
            next.at = stamp.at
            changed = true
        }
        try plan.table.update(next, after.values, at: 0, arena: after.arena)
        if !isChanged, !isForced { return }
        if isChanged { try show(next.row, of: plan, becomes: after, from: before) }
        try feeds.publish(
            .init(plan: plan, head: next, cause: cause, isForced: isForced), after.values, at: 0, arena: after.arena)
    }

    func delete(_ plan: EntityPlan, _ head: EntityTable.Head, _ values: RowValues) throws {
        try bury(plan, head, values)
        try feeds.remove(plan, head, at: stamp.at, cause: cause == .normalisation ? cause : .sourceDeleted)
    }

    /// A row is no thing of its own any more.
    func merge(_ plan: EntityPlan, _ head: EntityTable.Head, _ values: RowValues, into survivor: Int64) throws {
        try bury(plan, head, values)
        try feeds.merge(plan, head, into: survivor, at: stamp.at)
    }

    /// A row leaves its table and keeps its number.
    private func bury(_ plan: EntityPlan, _ head: EntityTable.Head, _ values: RowValues) throws {
        try history.keep(head, entity: plan.table.number, until: stamp, body: try told(plan, values))
        try history.bury(head, entity: plan.table.number)
        try plan.table.delete(head.row)
        changed = true
        try show(head.row, of: plan, becomes: nil, from: values)
    }

    /// Takes back what record `id` says of `gone`: a row that nobody else speaks of is deleted.
    func withdraw(_ gone: [RecordTable.RowRef], from id: Int64) throws {
        for ref in gone.reversed() {
            guard let index = entityIndices[ref.entity] else { continue }
            let plan = plans[index]
            if plan.identity == .linked {
                try unsay(plan, ref.row, record: id)
                continue
            }
            guard let present = try plan.table.read(ref.row) else { continue }
            if present.head.record == id {
                try delete(plan, present.head, present.values)
            } else if present.head.record == 0 {
                try contributions.delete(row: ref.row, record: id)
                try settleMerged(plan, present.head, present.values)
            }
        }
    }
}

extension RowValues {
    /// Whether column `index` has a value.
    func has(_ index: Int) -> Bool { index < values.count && values[index].kind != .null }
}
