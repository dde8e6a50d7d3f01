import Foundation
import Model
import SQLite
import Storage

/// A hub's contents by the names that systems give: no number of the hub is in them.
struct OrderLook {
    private let store: Store
    private let schema: UnifiedSchema
    private var groups: [Int64: String] = [:]

    init(_ store: Store, _ schema: UnifiedSchema) throws {
        self.store = store
        self.schema = schema
        let named = try store.all(
            "SELECT m.row, n.name || ':' || m.key FROM hub_member m JOIN hub_name n ON n.id = m.system ORDER BY 2"
        ) { ($0.integer(0), $0.text(1) ?? "") }
        for (row, name) in named { groups[row] = groups[row].map { $0 + "|" + name } ?? name }
    }

    func lines() throws -> [String] {
        let rows = try schema.entities.flatMap { entity in
            try store.all("SELECT * FROM \"\(entity.name)\"") { row in line(entity, row) }
        }
        return try groups.values.map { "group " + $0 } + rows + feeds()
    }

    /// Seven columns of the hub's own come first, members that references name last.
    private func line(_ entity: EntitySchema, _ row: Statement) -> String {
        let cells = entity.columns.enumerated().map { at, column in
            if case .ref = column.type { return group(row.integer(7 + at)) }
            return row.text(7 + at) ?? "∅"
        }
        let name = entity.identity == .linked ? group(row.integer(0)) + "," : ""
        return entity.name + " " + name + cells.joined(separator: ",")
    }

    private func group(_ row: Int64) -> String { row == 0 ? "∅" : groups[row] ?? "?\(row)" }

    /// The records of the feeds; ids of sources by their groups, those of other rows left out.
    private func feeds() throws -> [String] {
        let ids = /ps_[0-9A-Z]{8,13}/
        return try store.feeds().filter { !$0.definition.isEmpty }.flatMap { feed in
            try store.all(
                "SELECT json_extract(body, '$.record'), json_extract(body, '$.id') FROM hub_feed_\(feed.id) WHERE op = 0"
            ) { line in
                let id = line.text(1) ?? ""
                let text = (id.hasPrefix("ps_") ? id : "") + (line.text(0) ?? "")
                return "feed \(feed.name) "
                    + text.replacing(ids) { match in HubID(match.output.utf8).map { group($0.number) } ?? "?" }
            }
        }
    }
}
