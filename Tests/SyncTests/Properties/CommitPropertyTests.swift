import Model
import SQLite
import Storage
import Testing

@testable import Sync

/// Thousands of random pages against a model that cannot be wrong in the same way.
@Suite struct CommitPropertyTests {
    @Test(arguments: [1, 2, 3, 20_261_123] as [UInt64])
    func theStoreIsWhatTheRecordsSay(_ seed: UInt64) throws {
        let story = try CommitStory(seed: seed)
        for step in 1...900 {
            do { try story.step() } catch { throw StoryError(text: "seed \(seed), step \(step): \(error)") }
            if step % 10 != 0 { continue }
            let look = try StoryLook(story)
            try #require(look.differences() == [], "seed \(seed), step \(step)")
            try story.mirror.follow(story.fixture)
            try #require(story.mirror.records == look.feed(), "seed \(seed), step \(step)")
        }
        #expect(story.applied > 800)
        #expect(story.model.history.count > 300)
    }
}

/// The store and the model, side by side.
struct StoryLook {
    private let story: CommitStory
    private let numbers: [Int: Int64]

    init(_ story: CommitStory) throws {
        self.story = story
        let named = try story.fixture.store.all(
            """
            SELECT n.name || ' ' || a.key, a.row FROM hub_alias a JOIN hub_name n ON n.id = a.scheme AND n.kind = 'system'
            """
        ) { ($0.text(0) ?? "", $0.integer(1)) }
        var numbers: [Int: Int64] = [:]
        for (name, row) in named { if let index = story.model.names[name] { numbers[index] = row } }
        self.numbers = numbers
    }

    /// What is in one and not in the other.
    func differences() throws -> [String] {
        let (stored, expected) = (Set(try stored()), Set(modelled()))
        return stored.subtracting(expected).sorted().prefix(4).map { "store: " + $0 }
            + expected.subtracting(stored).sorted().prefix(4).map { "model: " + $0 }
    }

    private func stored() throws -> [String] {
        try story.fixture.rows("SELECT 'source', rev, id, local_code, uscc, name FROM source")
            + story.fixture.rows("SELECT 'permit', rev, number, source, medium, CAST(mass AS INTEGER) FROM permit")
            + story.fixture.rows(
                "SELECT 'outlet', o.rev, p.number, o.code FROM outlet o JOIN permit p ON p.id = o.permit")
            + story.fixture.rows(
                "SELECT 'history', rev, body FROM hub_history WHERE entity <> (SELECT id FROM hub_name WHERE kind = 'entity' AND name = 'outlet')"
            )
            + story.fixture.rows(
                "SELECT 'gone revisions of outlets', count(*) FROM hub_history h JOIN hub_name n ON n.id = h.entity WHERE n.kind = 'entity' AND n.name = 'outlet'"
            )
    }

    private func modelled() -> [String] {
        let live = story.model.things.compactMap { thing in
            story.model.golden(thing).map { line(thing, $0, story.model.revs[thing] ?? 0) }
        }
        let told = story.model.history.compactMap { revision -> String? in
            if case .outlet = revision.thing { return nil }
            return "history|\(revision.rev)|\(json(revision.thing, revision.cells))"
        }
        let outlets = story.model.history.count { if case .outlet = $0.thing { true } else { false } }
        return live + told + ["gone revisions of outlets|\(outlets)"]
    }

    private func line(_ thing: CommitModel.Thing, _ cells: CommitModel.Cells, _ rev: Int) -> String {
        let shown = cells.map { $0 ?? "∅" }
        switch thing {
        case .source(let index): return "source|\(rev)|\(numbers[index] ?? 0)|" + shown.joined(separator: "|")
        case .permit(let number):
            return "permit|\(rev)|\(number)|\(source(cells) ?? "∅")|\(shown[2])|\(shown[3])"
        case .outlet: return "outlet|\(rev)|" + shown.joined(separator: "|")
        }
    }

    /// The number of the source that a permit refers to.
    private func source(_ cells: CommitModel.Cells) -> String? {
        cells[1].flatMap { Int($0) }.map { "\(numbers[$0] ?? 0)" }
    }

    private func json(_ thing: CommitModel.Thing, _ cells: CommitModel.Cells) -> String {
        var parts: [String] = []
        func add(_ name: String, _ value: String?, isText: Bool = true) {
            if let value { parts.append("\"\(name)\":" + (isText ? "\"\(value)\"" : value)) }
        }
        if case .source = thing {
            for (name, value) in zip(["local_code", "uscc", "name"], cells) { add(name, value) }
        } else {
            add("number", cells[0])
            add("source", source(cells), isText: false)
            add("medium", cells[2])
            add("mass", cells[3], isText: false)
        }
        return "{" + parts.joined(separator: ",") + "}"
    }

    /// The records of the feed as its file says: permits of water, the names of sources.
    func feed() -> [String: String] {
        var records: [String: String] = [:]
        let permits =
            (try? story.fixture.store.all("SELECT number, id FROM permit") { ($0.text(0) ?? "", $0.integer(1)) }) ?? []
        let rows = Dictionary(uniqueKeysWithValues: permits)
        for thing in story.model.things {
            guard let cells = story.model.golden(thing) else { continue }
            switch thing {
            case .source(let index):
                records[id("ps", numbers[index])] = #"{"name":\#(cells[2].map { "\"\($0)\"" } ?? "null")}"#
            case .permit(let number) where cells[2] == "water":
                let source = cells[1].flatMap { Int($0) }.map { "\"\(id("ps", numbers[$0]))\"" } ?? "null"
                records[id("pm", rows[number])] =
                    #"{"number":"\#(number)","mass":\#(cells[3] ?? "null"),"source":\#(source)}"#
            default: break
            }
        }
        return records
    }

    private func id(_ prefix: String, _ row: Int64?) -> String {
        guard let row, let kind = HubID.Prefix(prefix) else { return "?" }
        return HubID(prefix: kind, number: row).description
    }
}
