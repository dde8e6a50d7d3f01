public import Model

extension CompiledMapping {
    /// Maps every record of a page and adds the result to the batch: rows, and for each record what became of it.
    ///
    /// A record is one atomic bundle: a fault of a top-level entity holds the whole bundle, a fault of a child holds that
    /// child and what lies below it. Only the first fault of each is told. The page must have been decoded with this
    /// mapping's ``shape``; further slots behind those of the shape do no harm.
    ///
    /// - Returns: nil, or why the run must stop (`on_fail: fail_run`); the records before that are in the batch.
    @discardableResult
    public func apply(_ page: RecordPage, into batch: inout MappedBatch) -> MappingHalt? {
        var taken = MappedBatch()
        swap(&taken, &batch)
        let result = page.withView(of: shape) { view in
            var mapper = PageMapper(plan: plan, shape: shape, view: view, batch: taken)
            taken = MappedBatch()
            mapper.reserve(records: page.count, bytes: page.bytes.count)
            for record in 0..<page.count where mapper.halt == nil { mapper.map(record: record) }
            return (mapper.batch, mapper.halt)
        }
        guard let (mapped, halt) = result else {
            batch = taken
            preconditionFailure("the page was not decoded with this mapping's shape")
        }
        batch = mapped
        return halt
    }
}

extension PageMapper {
    /// Makes room for a page at once.
    mutating func reserve(records: Int, bytes: Int) {
        let columns = plan.targets.reduce(0) { $0 + $1.columns }
        batch.rows.reserveCapacity(batch.rows.count + records * max(plan.targets.count, 1))
        batch.values.reserveCapacity(batch.values.count + records * columns)
        batch.arena.reserveCapacity(batch.arena.count + bytes)
        batch.outcomes.reserveCapacity(batch.outcomes.count + records)
        batch.rowStarts.reserveCapacity(batch.rowStarts.count + records)
    }
}
