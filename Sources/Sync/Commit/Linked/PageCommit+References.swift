import Feeds
import Model
import Storage

// Rows that refer to members which belong to another thing now. What a record said stays as it is; what it means is another
// thing, and where that is part of a row's key, it is another row.
extension PageCommit {
    func moveReferences(_ target: EntityPlan, _ moves: [RegroupingTable.Move]) throws {
        let moved = Set(moves.map(\.member))
        for move in moves { former[move.member] = move.from }
        defer { former.removeAll(keepingCapacity: true) }
        let sources = Set(moves.map(\.from)).sorted()
        for plan in plans {
            // All of them are looked up before the first is changed: two things may have changed places.
            var affected: Set<Int64> = []
            for (place, column) in plan.linked.enumerated()
            where plan.references.contains(where: { $0.column == column && $0.target == target.index }) {
                for from in sources { affected.formUnion(try plan.table.rows(referringTo: from, by: place)) }
            }
            for row in affected.sorted() { try refer(plan, row, moved) }
        }
    }

    /// Row `row` may refer to members that have moved.
    private func refer(_ plan: EntityPlan, _ row: Int64, _ moved: Set<Int64>) throws {
        guard let present = try plan.table.read(row) else { return }
        if present.head.record != 0 {
            guard refers(plan, present.values, to: moved) else { return }
            return try move(plan, present.head, present.values, record: present.head.record)
        }
        var said: [(record: Int64, values: RowValues)] = []
        try contributions.forEach(row) { contribution in
            said.append((contribution.record, contribution.values))
            return true
        }
        var isShownAnew = false
        for (record, values) in said where refers(plan, values, to: moved) {
            if try keyHash(plan, values.values, 0, values.arena) == present.head.keyHash {
                isShownAnew = true
                continue
            }
            // What other records say may have gone before.
            guard let now = try plan.table.read(row) else { return }
            let alone = now.head.record != 0
            if alone, now.head.record != record { continue }
            try move(plan, now.head, alone ? now.values : values, record: record)
        }
        if isShownAnew { try show(plan, row) }
    }

    private func says(_ record: Int64, of head: EntityTable.Head) throws -> Bool {
        if head.record != 0 { return head.record == record }
        return try contributions.find(row: head.row, record: record) != nil
    }

    private func refers(_ plan: EntityPlan, _ values: RowValues, to moved: Set<Int64>) -> Bool {
        plan.linked.contains { values.values[$0].kind == .reference && moved.contains(values.values[$0].payload) }
    }

    /// What `record` says of a row means another thing than before: the row is shown anew, or it is another one now.
    private func move(_ plan: EntityPlan, _ head: EntityTable.Head, _ said: RowValues, record: Int64) throws {
        let hash = try keyHash(plan, said.values, 0, said.arena)
        if hash == head.keyHash { return try show(plan, head.row) }
        let isAlone = head.record == record
        if let other = try plan.table.find(keyHash: hash), let present = try plan.table.read(other) {
            // What one record tells apart stays two rows: a record says one thing of a row.
            if try says(record, of: present.head) { return try show(plan, head.row) }
            try leave(plan, head, record: record, for: other, isAlone: isAlone)
            return try contribute(plan, present.head, present.values, said.values, 0, said.arena, record: record)
        }
        let back = try history.unearth(entity: plan.table.number, keyHash: hash)
        guard isAlone, back == nil else {
            let number = back?.row ?? store.takeRowNumber()
            let thing = Identified(row: number, keyHash: hash, rev: back?.rev ?? 0, wasKnown: back != nil)
            let print = plan.hashing.print(said.values, 0, said.arena)
            let value = said.values
            try leave(plan, head, record: record, for: number, isAlone: isAlone) {
                try self.insert(
                    plan, PreparedPage.nothing, thing, value, 0, said.arena, print: print, record: record)
            }
            return
        }
        try plan.table.rekey(head.row, from: head.keyHash, to: hash)
        var next = head
        next.keyHash = hash
        try plan.table.update(next, said.values, at: 0, arena: said.arena)
        try show(plan, head.row)
    }

    /// The statement of a record goes from a row to row `other`; a row that nobody else speaks of goes with it.
    private func leave(
        _ plan: EntityPlan, _ head: EntityTable.Head, record: Int64, for other: Int64, isAlone: Bool,
        arriving: () throws -> Void = {}
    ) throws {
        try arriving()
        try renumber(plan, head.row, to: other, in: record)
        guard let present = try plan.table.read(head.row) else { return }
        if isAlone { return try merge(plan, present.head, present.values, into: other) }
        try contributions.delete(row: head.row, record: record)
        try settleMerged(plan, present.head, present.values)
    }

    /// The row says the same, and a thing that it names is another one.
    private func show(_ plan: EntityPlan, _ row: Int64) throws {
        guard let present = try plan.table.read(row) else { return }
        var next = present.head
        try history.keep(
            next, entity: plan.table.number, until: stamp, body: try told(plan, present.values))
        next.rev += 1
        next.run = stamp.run
        next.at = stamp.at
        try plan.table.update(next, present.values.values, at: 0, arena: present.values.arena)
        changed = true
        try show(row, of: plan, becomes: present.values, from: present.values)
        try feeds.publish(
            .init(plan: plan, head: next, cause: cause), present.values.values, at: 0, arena: present.values.arena)
    }

    /// A record gives another row than before.
    private func renumber(_ plan: EntityPlan, _ row: Int64, to other: Int64, in record: Int64) throws {
        let (old, new) = (
            RecordTable.RowRef(row: row, entity: plan.table.number),
            RecordTable.RowRef(row: other, entity: plan.table.number)
        )
        try records.replace(old, by: new, in: record)
        try flags.move(record: record, from: row, to: other)
        guard record == current else { return }
        for place in rows.indices where rows[place] == old { rows[place] = new }
        for place in oldRows.indices where oldRows[place] == old { oldRows[place] = new }
        givenRows.removeAll(keepingCapacity: true)
    }

    /// A row as it is kept in the history: references are the things that they meant until now.
    func told(_ plan: EntityPlan, _ values: RowValues) throws -> [UInt8] {
        RowJSON.object(try meant(plan, values), of: plan.table.schema)
    }

    /// A row with the things in place of the members that it refers to.
    func meant(_ plan: EntityPlan, _ values: RowValues) throws -> RowValues {
        var meant = values
        for column in plan.linked where meant.values[column].kind == .reference {
            let member = meant.values[column].payload
            meant.values[column].payload = try former[member] ?? members.row(of: member)
        }
        return meant
    }

    /// Tells whoever looks on what becomes of a row.
    func show(_ row: Int64, of plan: EntityPlan, becomes after: RowValues?, from before: RowValues?) throws {
        guard let observer else { return }
        observer.row(
            row, of: plan, becomes: try after.map { try meant(plan, $0) }, from: try before.map { try meant(plan, $0) })
    }

    /// The hash of a row's key, in which members are the things that they belong to.
    func keyHash(_ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]) throws -> UInt64 {
        guard plan.isKeyedByLinked else { return plan.hashing.keyHash(values, base, arena, seed: seed(of: plan)) }
        var meant = Array(values[base..<base + plan.width])
        for column in plan.linked where meant[column].kind == .reference {
            meant[column].payload = try members.row(of: meant[column].payload)
        }
        return plan.hashing.keyHash(meant, 0, arena, seed: seed(of: plan))
    }
}
