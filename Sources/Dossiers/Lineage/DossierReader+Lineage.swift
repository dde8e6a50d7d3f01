public import Model

extension DossierReader {
    /// Where every value of a row is from, as it is now. It is read in one moment of the store.
    ///
    /// - Parameter id: the row's id, of any entity.
    /// - Throws: ``DossierError``, ``StoreError``.
    public func lineage(of id: HubID) throws -> Lineage {
        guard let entity = entity(of: id) else { throw DossierError.noEntity("\(id)") }
        return try inSnapshot(asOf: nil) { reading in
            guard try reading.query(entity).hasRows, let row = try reading.row(id.number, of: entity),
                let head = try reading.origins.head(id.number, of: entity)
            else { throw try reading.absence(of: id.number, in: entity) }
            return Lineage(
                entity: entity.name, title: entity.title, id: id, rev: row.rev,
                fields: try LineageReading(reading.origins, head, of: entity).fields(row))
        }
    }

    /// The entity whose rows have such ids; nil when there is none.
    public func entity(of id: HubID) -> EntitySchema? {
        schema.entities.first { HubID.Prefix($0.prefix) == id.prefix }
    }
}
