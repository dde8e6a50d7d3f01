import Model
import SQLite

/// What is said of rows is kept by the places of their columns. When an entity gets a field, or its fields are put in another order,
/// everything that is kept is brought to the new places before anything reads it.
struct ColumnOrder {
    private let store: Store
    private let entity: Int64
    private let names: [String]

    init(_ store: Store, _ schema: EntitySchema, number: Int64) {
        self.store = store
        entity = number
        names = schema.columns.map(\.name)
    }

    /// Inside a transaction.
    func keep() throws {
        let key = "columns \(entity)"
        let now = names.joined(separator: " ")
        let before = try store.meta(key)
        if before == now { return }
        try store.setMeta(key, now)
        guard let before else { return }
        let old = before.split(separator: " ").map(String.init)
        try move(places: names.map { old.firstIndex(of: $0) })
    }

    private func move(places: [Int?]) throws {
        let members = try store.all("SELECT id, body, speakers, mention FROM hub_member WHERE entity = ?1", entity) {
            ($0.integer(0), $0.blob(1) ?? [], $0.blob(2), $0.blob(3))
        }
        for (id, body, speakers, mention) in members {
            let moved = speakers.map(Member.numbers).map { all in
                places.map { $0.flatMap { $0 < all.count ? all[$0] : nil } ?? 0 }.flatMap(Member.bytes)
            }
            try store.run(
                "UPDATE hub_member SET body = ?2, speakers = ?3, mention = ?4 WHERE id = ?1", id,
                try row(body, places), moved, try mention.map { try row($0, places) })
        }
        let said = try store.all("SELECT row, record, body FROM hub_contribution WHERE entity = ?1", entity) {
            ($0.integer(0), $0.integer(1), $0.blob(2) ?? [])
        }
        for (id, record, body) in said {
            try store.run(
                "UPDATE hub_contribution SET body = ?3 WHERE row = ?1 AND record = ?2", id, record,
                try row(body, places))
        }
    }

    private func row(_ body: [UInt8], _ places: [Int?]) throws -> [UInt8] {
        guard let old = RowPacking.unpack(body) else {
            throw StoreError(.damaged, "what is said of a row cannot be read")
        }
        var row = RowValues()
        for place in places {
            if let place, place < old.values.count {
                row.append(old.values[place], from: old.arena)
            } else {
                row.values.append(.null)
            }
        }
        return RowPacking.pack(row)
    }
}
