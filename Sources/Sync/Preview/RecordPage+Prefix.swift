import Model

extension RecordPage {
    /// Leaves out the records behind the first `count`, and the faults behind them. The page was decoded with `shape`.
    mutating func keepFirst(_ count: Int, _ shape: RecordShape) {
        guard count < places.count else { return }
        let end = count > 0 ? places[count - 1].offset + places[count - 1].length : 0
        places.removeLast(places.count - count)
        faults.removeAll { $0.place.offset >= end }
        scopes[0].cut(rows: count)
        for (index, scope) in shape.scopes.enumerated() {
            guard let parent = scope.parent else { continue }
            // One start more than the parent has rows.
            let starts = Array(scopes[index].starts.prefix(scopes[parent].rowCount + 1))
            scopes[index].starts = starts
            scopes[index].cut(rows: Int(starts.last ?? 0))
        }
    }
}

extension RecordPage.Scope {
    fileprivate mutating func cut(rows: Int) {
        guard rows < rowCount else { return }
        fields.removeLast(fields.count - rows * slotCount)
        rowCount = rows
    }
}
