import SQLite

extension Store {
    /// The members of an entity whose change is newer than `change`, in the order of their numbers.
    public func members(of entity: Int64, changedAfter change: Int64, _ body: (Member) throws -> Void) throws {
        let rows = try database.prepare(
            "SELECT \(MemberTable.columns) FROM hub_member WHERE entity = ?1 AND change > ?2 ORDER BY id")
        try rows.bind(entity, at: 1)
        try rows.bind(change, at: 2)
        while try rows.step() { try body(Member(rows)) }
    }
}
