import Foundation
import SQLite
import Storage
import TestServers
import Testing

@testable import Sync

/// Random pulls, deletions, corrections, remaps and retries against a model that maps the newest raw form of each record.
@Suite("Remaps in any order with what else happens") struct RemapPropertyTests {
    /// One source: a folder of files that come one after the other, or a file that always holds everything.
    private final class Story {
        let fixture: RemapFixture
        let isSnapshot: Bool
        var model = RemapModel()
        var random: SeededRandom
        private var table: [String: RemapModel.Raw] = [:]

        init(seed: UInt64, isSnapshot: Bool, mostKept: Int? = nil) throws {
            self.isSnapshot = isSnapshot
            random = SeededRandom(seed)
            fixture = try RemapFixture(
                mode: isSnapshot
                    ? "snapshot, deletes: snapshot, reconcile: { max_absent: 100% }"
                    : "incremental, deletes: { flag: 删 == \"x\" }")
            fixture.mostKept = mostKept
        }

        func correct() throws {
            model.mapping = RemapModel.Mapping.allCases[random.below(RemapModel.Mapping.allCases.count)]
            try fixture.mapping(model.mapping.yaml.mass, when: model.mapping.yaml.when)
        }

        func pull() async throws {
            var changed: [String: RemapModel.Raw] = [:]
            for _ in 0...random.below(4) {
                let mass = ["1", "2", "3", "4", "many", "odd"][random.below(6)]
                changed["证\(random.below(9))"] = .init(mass: mass, isDeleted: !isSnapshot && random.chance(15))
            }
            table.merge(changed) { $1 }
            if isSnapshot { for key in table.keys.sorted() where random.chance(8) { table[key] = nil } }
            let shown = isSnapshot ? table : changed
            let lines = shown.keys.sorted().map { key in
                "\(key),\(shown[key]?.mass ?? ""),\(shown[key]?.isDeleted == true ? "x" : "")"
            }
            if isSnapshot { try fixture.drop(lines, "all") }
            let run = try await isSnapshot ? fixture.sync() : fixture.pull(lines)
            try #require(run.state == .ok && run.counts.isBalanced, "\(run)")
            for (key, raw) in shown { model.take(key, raw) }
            if isSnapshot { for key in model.keys where table[key] == nil { model.forget(key) } }
        }

        /// Maps again; the feed must be told of nothing but of rows that change.
        func remap() throws {
            let (rows, head) = (try fixture.rows(), try fixture.head())
            let run = try fixture.remap().run
            model.remap()
            try #require(run.state == .ok && run.counts.isBalanced, "\(run)")
            if try fixture.rows() == rows { try #require(try fixture.head() == head) }
        }

        func retry() throws {
            _ = try fixture.retry()
            model.retry()
        }

        func check(_ step: Int) throws {
            let (rows, held) = (try fixture.rows(), try fixture.held().map { String($0.prefix { $0 != " " }) })
            try #require(rows == model.rows, "step \(step), \(model.mapping)")
            try #require(held.sorted() == model.held, "step \(step), \(model.mapping)")
            let shown = try fixture.store().all(
                "SELECT json_extract(body, '$.record.number') FROM hub_feed_1 WHERE op = 0 ORDER BY 1"
            ) { $0.text(0) ?? "" }
            try #require(shown == model.rows.map { String($0.prefix { $0 != "=" }) }, "step \(step)")
        }
    }

    @Test(arguments: [(1, false), (2, false), (3, true), (4, true)] as [(UInt64, Bool)])
    func theNewestFormOfEachRecordIsMapped(_ seed: UInt64, _ isSnapshot: Bool) async throws {
        let story = try Story(seed: seed, isSnapshot: isSnapshot)
        try await story.pull()
        for step in 1...90 {
            switch story.random.below(10) {
            case 0, 1: try story.correct()
            case 2, 3, 4: try story.remap()
            case 5: try story.retry()
            default: try await story.pull()
            }
            try story.check(step)
        }
        try story.remap()
        #expect(try story.fixture.remap().withoutRaw == 0)
    }

    /// With little room some records are out of reach; none is ever set back to what it said before.
    @Test(arguments: [5, 6] as [UInt64])
    func whatIsOutOfReachStaysAsItIs(_ seed: UInt64) async throws {
        let story = try Story(seed: seed, isSnapshot: false, mostKept: 700)
        var missed = 0
        try await story.pull()
        for step in 1...60 {
            if story.random.chance(60) {
                try await story.pull()
            } else {
                try story.correct()
                let before = try story.fixture.rows()
                let outcome = try story.fixture.remap()
                missed += Int(outcome.withoutRaw)
                story.model.remap()
                let rows = try story.fixture.rows()
                for row in rows where !before.contains(row) {
                    try #require(story.model.rows.contains(row), "step \(step)")
                }
                for row in before where !rows.contains(row) {
                    try #require(!story.model.rows.contains(row), "step \(step)")
                }
                // Read everything once more, so that store and model are at one again.
                try story.fixture.drop(
                    story.model.keys.map { key in
                        "\(key),\(story.model.raw(key)?.mass ?? ""),\(story.model.raw(key)?.isDeleted == true ? "x" : "")"
                    }, "again-\(1_000 + step)")
                try await story.fixture.sync()
                try story.check(step)
            }
            try #require(try story.fixture.store().keptState(of: "permits").bytes <= 700)
        }
        #expect(missed > 0)
    }
}
