import SQLite
import Storage

@testable import Sync

/// A consumer of the fixture's feed: if a line has a record, put it; otherwise remove its id. It starts anew when what it
/// has missed was purged.
struct StoryMirror {
    private(set) var records: [String: String] = [:]
    private var position: Int64 = 0
    private var seen: Int64 = 0

    mutating func follow(_ fixture: CommitFixture) throws {
        let state = try fixture.store.feeds()[0]
        if position < state.horizon {
            position = 0
            records = [:]
        }
        guard state.head >= seen else { throw StoryError(text: "the feed's numbers go back") }
        seen = state.head
        let lines = try fixture.store.all(
            """
            SELECT seq, json_extract(body, '$.id'), json_extract(body, '$.op'), json_extract(body, '$.record'), json_extract(body, '$.seq')
            FROM hub_feed_1 WHERE seq > ?1 ORDER BY seq
            """, position
        ) { ($0.integer(0), $0.text(1) ?? "", $0.text(2), $0.text(3), $0.integer(4)) }
        for (seq, id, op, record, told) in lines {
            guard seq == told, seq <= state.head else { throw StoryError(text: "line \(seq) says \(told)") }
            guard (op == "upsert") == (record != nil) else { throw StoryError(text: "\(seq): \(op ?? "")") }
            records[id] = record
        }
        position = state.head
    }
}
