import Model
import Storage

// A record that gives the same row twice: two children with one key, or a works that is both sender and receiver.
extension PageCommit {
    /// Whether the bundle has given the row before. Long bundles are looked up, short ones searched.
    func isGiven(_ ref: RecordTable.RowRef) -> Bool {
        guard rows.count > 64 else { return rows.contains(ref) }
        if givenRows.count < rows.count { for row in rows[givenRows.count...] { givenRows.insert(row.row) } }
        return givenRows.contains(ref.row)
    }

    /// Adds what the second says to what the first said. Where they contradict each other the first stays, and the second is
    /// held: which of them is right only the source knows.
    ///
    /// - Returns: whether it was taken.
    func join(
        _ plan: EntityPlan, _ row: Int64, _ values: [MappedValue], _ base: Int, _ arena: [UInt8], record: Int64
    ) throws -> Bool {
        if plan.identity == .linked { return try joinMember(plan, row, values, base, arena, record: record) }
        guard let present = try plan.table.read(row) else {
            throw StoreError(.damaged, "row \(row) of \(plan.table.schema.name) cannot be read")
        }
        // Of a row that other records speak of too, what this one said is among its contributions.
        let said = try contributions.find(row: row, record: record) ?? present.values
        let second = RowValues(copying: values, at: base, count: plan.width, arena: arena)
        if let column = contradiction(said, second, plan) {
            twins.append(RecordFaults.twin(of: plan.table.schema.name + "." + plan.table.schema.columns[column].name))
            return false
        }
        let both = GoldenRow.merge([said, second], width: plan.width)
        let identified = Identified(row: row, keyHash: present.head.keyHash, isPresent: true)
        try write(plan, PreparedPage.nothing, identified, both.values, 0, both.arena, record: record)
        return true
    }

    /// A linked thing may well be called by two names; the second is shown.
    private func joinMember(
        _ plan: EntityPlan, _ id: Int64, _ values: [MappedValue], _ base: Int, _ arena: [UInt8], record: Int64
    ) throws -> Bool {
        let said = try contributions.find(row: id, record: record) ?? members.read(id)?.values ?? RowValues()
        let second = RowValues(copying: values, at: base, count: plan.width, arena: arena)
        let both = GoldenRow.merge([second, said], width: plan.width)
        let identified = Identified(row: id, keyHash: 0, isPresent: true)
        try write(plan, PreparedPage.nothing, identified, both.values, 0, both.arena, record: record)
        return true
    }

    private func contradiction(_ said: RowValues, _ second: RowValues, _ plan: EntityPlan) -> Int? {
        (0..<plan.width).first { column in
            said.values[column].kind != .null && second.values[column].kind != .null && !isSame(said, second, column)
        }
    }

    /// Decimals come back from the store as the nearest double.
    private func isSame(_ said: RowValues, _ second: RowValues, _ column: Int) -> Bool {
        let value = second.values[column]
        if value.kind == .decimal, said.values[column].kind == .decimal {
            return said.values[column].double == value.double
        }
        return said.equals(column, value, in: second.arena)
    }
}
