import Identity
import Model
import SQLite
import Storage

@testable import Sync

/// The store and the model, side by side.
struct StoryLook {
    private let story: CommitStory
    /// The number and the thing of each member.
    let members: [String: (id: Int64, row: Int64)]
    let groups: [[String]]

    init(_ story: CommitStory) throws {
        self.story = story
        let named = try story.fixture.store.all(
            "SELECT n.name || ' ' || m.key, m.id, m.row FROM hub_member m JOIN hub_name n ON n.id = m.system"
        ) { ($0.text(0) ?? "", (id: $0.integer(1), row: $0.integer(2))) }
        members = Dictionary(uniqueKeysWithValues: named)
        let names = Dictionary(uniqueKeysWithValues: named.map { ($0.1.id, $0.0) })
        groups = story.model.groups(
            LinkDecisions(try story.fixture.store.decisions()) { id in
                let parts = (names[id] ?? "").split(separator: " ").map(String.init)
                return RecordID(system: parts[0], key: parts[1])
            })
    }

    private func row(_ member: String?) -> Int64? { member.flatMap { members[$0]?.row } }

    /// What is in one and not in the other.
    func differences() throws -> [String] {
        let (stored, expected) = (Set(try stored()), Set(modelled()))
        return stored.subtracting(expected).sorted().prefix(4).map { "store: " + $0 }
            + expected.subtracting(stored).sorted().prefix(4).map { "model: " + $0 }
    }

    private func stored() throws -> [String] {
        let standing = try story.fixture.store.all(
            """
            SELECT m.row, n.name || ' ' || m.key FROM hub_member m JOIN hub_name n ON n.id = m.system
              WHERE m.records >= 0 ORDER BY 1, 2
            """
        ) { ($0.integer(0), $0.text(1) ?? "") }
        let groups = Dictionary(grouping: standing, by: \.0).values.map { "group|\($0.map(\.1))" }
        return try groups + story.fixture.rows("SELECT 'source', id, local_code, uscc, name FROM source")
            + story.fixture.rows("SELECT 'permit', number, source, medium, CAST(mass AS INTEGER) FROM permit")
            + story.fixture.rows("SELECT 'stack', source, code, note FROM stack")
            + story.fixture.rows("SELECT 'outlet', p.number, o.code FROM outlet o JOIN permit p ON p.id = o.permit")
    }

    private func modelled() -> [String] {
        groups.map { "group|\($0)" } + sources().map { "source|\($0.row)|" + shown($0.cells) }
            + keyed().map { key, cells in key.entity + "|" + shown(cells) }
    }

    private func shown(_ cells: CommitModel.Cells) -> String { cells.map { $0 ?? "∅" }.joined(separator: "|") }

    /// The golden rows of sources: systems and keys in the order of their names.
    private func sources() -> [(row: Int64, cells: CommitModel.Cells)] {
        groups.compactMap { group in
            CommitModel.first(group.compactMap(story.model.values)).map { (row(group[0]) ?? 0, $0) }
        }
    }

    private struct Key: Hashable {
        var entity: String
        var parts: [String]
    }

    /// The golden rows of everything else: of each key what the records say, the first first; members are their things.
    private func keyed() -> [Key: CommitModel.Cells] {
        var said: [Key: [CommitModel.Cells]] = [:]
        for (thing, cells) in story.model.sayingsInOrder {
            switch thing {
            case .member: continue
            case .permit(let number):
                let meant = [cells[0], row(cells[1]).map { "\($0)" }, cells[2], cells[3]]
                said[Key(entity: "permit", parts: [number]), default: []].append(meant)
            case .outlet(let number, let code):
                said[Key(entity: "outlet", parts: [number, code]), default: []].append(cells)
            case .stack(let member, let code):
                let source = "\(row(member) ?? 0)"
                said[Key(entity: "stack", parts: [source, code]), default: []].append([source, cells[1], cells[2]])
            }
        }
        return said.compactMapValues { CommitModel.first($0) }
    }

    /// Revisions go from 1 without gaps, and those that are not the newest are in the history.
    func revisionFaults() throws -> [String] {
        try ["source", "permit", "outlet", "stack"].flatMap { entity in
            try story.fixture.rows(
                """
                SELECT '\(entity)', e.id, e.rev, count(h.rev), min(h.rev), max(h.rev) FROM \(entity) e
                  LEFT JOIN hub_history h ON h.row = e.id GROUP BY e.id
                  HAVING count(h.rev) <> e.rev - 1 OR coalesce(max(h.rev), 0) <> e.rev - 1
                """)
        }
    }

    /// The records of the feed as its file says: permits of water, stacks, the names of sources.
    func feed() throws -> [String: String] {
        var records: [String: String] = [:]
        for source in sources() { records[id("ps", source.row)] = #"{"name":\#(quoted(source.cells[2]))}"# }
        let permits = try ids("SELECT number, id FROM permit")
        let stacks = try ids("SELECT source || ' ' || code, id FROM stack")
        for (key, cells) in keyed() {
            let row = key.entity == "permit" ? permits[key.parts[0]] : stacks[key.parts.joined(separator: " ")]
            switch key.entity {
            case "permit" where cells[2] == "water":
                records[id("pm", row)] =
                    #"{"number":\#(quoted(cells[0])),"mass":\#(cells[3] ?? "null"),"source":\#(link(cells[1]))}"#
            case "stack":
                records[id("st", row)] =
                    #"{"source":\#(link(cells[0])),"code":\#(quoted(cells[1])),"note":\#(quoted(cells[2]))}"#
            default: continue
            }
        }
        return records
    }

    private func ids(_ sql: String) throws -> [String: Int64] {
        Dictionary(uniqueKeysWithValues: try story.fixture.store.all(sql) { ($0.text(0) ?? "", $0.integer(1)) })
    }

    private func quoted(_ cell: String?) -> String { cell.map { "\"\($0)\"" } ?? "null" }

    private func link(_ row: String?) -> String { row.flatMap { Int64($0) }.map { quoted(id("ps", $0)) } ?? "null" }

    private func id(_ prefix: String, _ row: Int64?) -> String {
        guard let row, let kind = HubID.Prefix(prefix) else { return "?" }
        return HubID(prefix: kind, number: row).description
    }
}

/// Follows the log of who became what: a number is a member's own, or was that of another one who had it at that moment, or is new.
struct StoryIDs {
    private var rows: [Int64: Int64] = [:]
    private var seen: Int64 = 0
    private var used: Set<Int64> = []

    mutating func faults(_ fixture: CommitFixture) throws -> [String] {
        let moves = try fixture.store.all(
            "SELECT id, member, to_row FROM hub_regrouping WHERE id > ?1 ORDER BY id", seen
        ) { (id: $0.integer(0), member: $0.integer(1), to: $0.integer(2)) }
        let members = Set(try fixture.store.all("SELECT id FROM hub_member") { $0.integer(0) })
        var faults: [String] = []
        for move in moves {
            let isShared = members.contains { $0 != move.member && (rows[$0] ?? $0) == move.to }
            let isOwners = moves.contains { $0.member == move.to && $0.to == move.to }
            let isNew = !used.contains(move.to) && !members.contains(move.to)
            if move.to != move.member, !isShared, !isOwners, !isNew {
                faults.append("\(move.member) became \(move.to)")
            }
            rows[move.member] = move.to
            used.insert(move.to)
            seen = move.id
        }
        return faults
    }
}
