import Model
import Storage

// Which rows a record no longer gives.
extension PageCommit {
    /// Rows that the record gave before and does not give now. Rows of entities whose lists are not complete stay its own, and
    /// so do those of which a child is held: the last good version of it may be among them.
    func absent(beside rejections: ArraySlice<MappedBatch.Rejection>, _ waiting: Set<Int>) -> [RecordTable.RowRef] {
        guard !oldRows.isEmpty else { return [] }
        let given = Set(rows.map(\.row))
        let held = heldEntities(rejections, waiting)
        var gone: [RecordTable.RowRef] = []
        for old in oldRows where !given.contains(old.row) {
            if let index = entityIndices[old.entity], source.absentIsDeleted.contains(index), !held.contains(index) {
                gone.append(old)
            } else {
                rows.append(old)
            }
        }
        return gone
    }

    /// The entities of held children, and those that refer to them: what lies below a held child is held with it.
    private func heldEntities(_ rejections: ArraySlice<MappedBatch.Rejection>, _ waiting: Set<Int>) -> Set<Int> {
        guard !rejections.isEmpty || !waiting.isEmpty else { return [] }
        var held = waiting
        for rejection in rejections {
            let name = rejection.target.prefix { $0 != "." }
            guard let plan = plans.first(where: { $0.table.schema.name == name }) else { return Set(plans.indices) }
            held.insert(plan.index)
        }
        var count = 0
        while count < held.count {
            count = held.count
            for plan in plans where plan.references.contains(where: { held.contains($0.target) }) {
                held.insert(plan.index)
            }
        }
        return held
    }
}
