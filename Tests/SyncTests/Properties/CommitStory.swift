import Model
import SQLite
import Storage
import TestServers

@testable import Sync

/// A random story of two systems, told to a store and to the model alike.
final class CommitStory {
    static let systems = ["a", "b"]
    /// The last one has a wrong check digit: it links nothing.
    private static let codes = ["91110000802100433B", "91440300708461136T", "913100006072204056", "91350211M000100Y43"]

    let fixture: CommitFixture
    var model = CommitModel()
    var mirror = StoryMirror()
    var ids = StoryIDs()
    var random: SeededRandom
    private var commits: [String: PageCommit] = [:]
    private var last: [String: FixtureRecord] = [:]
    private(set) var at: Int64 = 1
    private(set) var applied = 0
    private(set) var decided = 0
    private(set) var refused = 0

    init(seed: UInt64) throws {
        fixture = try CommitFixture()
        random = SeededRandom(seed)
        for system in Self.systems { commits[system] = try fixture.commit(system: system) }
    }

    /// One step: a page, now and then a complete reading, a purge, or a look of the consumer.
    func step() throws {
        at += 1
        let system = Self.systems[random.below(2)]
        switch random.below(20) {
        case 0: try readAll(system)
        case 1: try fixture.store.inTransaction { _ = try fixture.store.purgeFeed(1, before: at - 20) }
        case 2, 3, 4: try mirror.follow(fixture)
        case 5: commits[system] = try fixture.commit(system: system)
        case 6: try decide()
        default: try page((0...random.below(5)).map { _ in record(system) }, system)
        }
    }

    /// Somebody says that members are one or two, or takes that back. What contradicts what was said before is refused.
    private func decide() throws {
        let members = try fixture.store.all("SELECT id FROM hub_member ORDER BY id") { $0.integer(0) }
        guard members.count > 2 else { return }
        let some = (0..<3).map { _ in members[random.below(members.count)] }
        let held = try fixture.store.decisions().filter { $0.undone == nil }
        let commit = try fixture.commit(system: "people")
        let isUndone = random.chance(40)
        let kind: Decision.Kind = [.same, .different, .different, .pin][random.below(4)]
        do {
            try fixture.store.inTransaction {
                let before = try fixture.store.decisions()
                var id: Int64 = 0
                if isUndone, !held.isEmpty {
                    id = held[random.below(held.count)].id
                    _ = try fixture.store.undoDecision(id, .init(who: "李", why: "", at: at))
                } else {
                    let groups = kind == .different ? [[some[0]], [some[1]]] : [Array(Set(some.prefix(2))).sorted()]
                    if kind == .different, some[0] == some[1] { return }
                    id = try fixture.store.add(Decision(kind, groups: groups, who: "王", why: "", at: at))
                }
                try commit.followDecisions(
                    of: "source", after: before, newest: id, stamp: Stamp(run: 0, version: 0, at: at))
            }
            decided += 1
        } catch is DecisionFault { refused += 1 }
    }

    private func page(_ records: [FixtureRecord], _ system: String) throws {
        guard let commit = commits[system] else { return }
        var expected = RunCounts()
        for record in records {
            last[system + " " + record.key] = record
            expected.read += 1
            let isSame = model.take(record, system: system)
            if !isSame { applied += 1 }
            switch record.outcome {
            case _ where record.isDeleted: if isSame { expected.unchanged += 1 } else { expected.deleted += 1 }
            case .rejected: expected.quarantined += 1
            case .filtered: expected.filtered += 1
            default: break
            }
        }
        var counts = try fixture.put(records, with: commit, at: at)
        guard counts.isBalanced else { throw StoryError(text: "the page does not balance: \(counts)") }
        // Whether a mapped record is new or brings nothing new is the store's to say: both are kept.
        let mapped = records.count { !$0.isDeleted && $0.outcome == .mapped }
        let same = counts.stored + counts.unchanged - expected.unchanged
        (counts.stored, counts.unchanged) = (0, expected.unchanged)
        guard counts == expected, same == mapped else { throw StoryError(text: "\(counts), expected \(expected)") }
    }

    /// A complete reading that shows some of the records again as they were: the others are gone.
    private func readAll(_ system: String) throws {
        let commit = try fixture.commit(system: system)
        commits[system] = commit
        let known = last.keys.filter { $0.hasPrefix(system + " ") }.sorted()
        let shown = known.filter { _ in random.chance(70) }
        try page(shown.compactMap { last[$0] }, system)
        let stamp = Stamp(run: 1, version: 1, at: at)
        while try fixture.store.inTransaction({ try commit.deleteAbsent(limit: 3, stamp: stamp) }) == 3 {}
        let gone = known.filter { !shown.contains($0) && model.records[$0]?.isGone == false }
        // Records go in the order in which they first came.
        for key in gone.sorted(by: { model.records[$0]?.order ?? 0 < model.records[$1]?.order ?? 0 }) {
            model.forget(key)
        }
    }

    private func record(_ system: String) -> FixtureRecord {
        let key = "\(system)\(random.below(12))"
        if random.chance(15), let same = last[system + " " + key] { return same }
        var record = FixtureRecord(key: key)
        record.salt = "\(random.below(3))"
        let name = random.chance(70) ? "第\(random.below(4))厂" : nil
        let works = random.below(5)
        record.rows = [
            .source(
                code: "\(system)-\(works)", uscc: random.chance(80) ? Self.codes[works % 4] : nil, name: name,
                isReference: random.chance(20))
        ]
        if random.chance(85) { addPermit(&record) }
        if random.chance(50) {
            let note = random.chance(70) ? "说明\(random.below(3))" : nil
            record.rows.append(.stack(source: 0, code: "DA\(random.below(2))", note: note))
        }
        if random.chance(6) { record.isDeleted = true }
        if random.chance(6) { record.outcome = .filtered(rule: 0) }
        if random.chance(8) { reject(&record) }
        return record
    }

    private func addPermit(_ record: inout FixtureRecord) {
        let medium = [nil, "water", "water", "air"][random.below(4)]
        let mass = random.chance(70) ? "\(random.below(4))" : nil
        record.rows.append(
            .permit(number: "p\(random.below(8))", source: random.chance(80) ? 0 : nil, medium: medium, mass: mass))
        for code in 0..<3 where random.chance(40) { record.rows.append(.outlet(permit: 1, code: "DW\(code)")) }
    }

    private func reject(_ record: inout FixtureRecord) {
        record.outcome = .rejected
        record.rejections = [
            .init(record: 0, isWhole: true, code: "R2102", message: "not a number", target: "permit.mass")
        ]
    }
}

struct StoryError: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}
