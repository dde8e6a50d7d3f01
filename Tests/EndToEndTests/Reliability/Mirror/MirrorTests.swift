import Foundation
import Model
import TestServers
import Testing

/// A partner's mirror is the feed, whatever happens on the way: sources that change, vanish, break and are mended, purges,
/// servers that end without a word, feeds whose definition changes, people who find that two are one or one is two.
@Suite(.enabled(if: RunningHub.isAvailable, "no python3 here")) struct MirrorTests {
    @Test(arguments: [7, 20_261_123] as [UInt64])
    func theMirrorIsTheFeed(_ seed: UInt64) throws {
        var random = SeededRandom(seed)
        let city = try KillCity(seed: seed, size: .small)
        let running = try RunningHub(city.hub)
        var (variant, told) = (0, ["seed \(seed)"])
        for step in 0..<40 {
            let action = random.below(14)
            told.append("\(step): \(action)")
            switch action {
            case 0...3:
                try city.change()
                try sync(city.hub, told)
            case 11...13: told[told.count - 1] += try decide(city.hub, &random)
            case 4, 10:
                let feed = random.chance(50) ? "water" : "police"
                let purge = try city.hub.run("feed", "purge", feed, "--older", "0s")
                #expect(purge.status == 0, "\(purge.errors) \(told)")
            case 5: try running.restart()
            case 6:
                variant = 1 - variant
                try city.hub.write(ExpectedFeed.waterFiles[variant], to: "mappings/feeds/water.yaml")
                try running.restart()
            default: try running.follow(random.chance(50) ? "water" : "police")
            }
            if step % 10 == 9 { try compare(city.hub, running, variant, told) }
        }
        #expect(try city.hub.rows("SELECT count(*) > 50 FROM hub_history") == ["1"])
        #expect(
            try city.hub.rows("SELECT count(*) > 5 FROM hub_regrouping WHERE cause = 'decided'") == ["1"], "\(told)")
        #expect(try StoreContent.faults(city.hub.store()) == [], "\(told)")
    }

    /// Somebody finds that two works are one, that one is two, or that an earlier decision was wrong.
    private func decide(_ hub: ReliableHub, _ random: inout SeededRandom) throws -> String {
        let one = try hub.rows("SELECT id FROM works").compactMap { Int64($0) }
        let mixed = try hub.rows(
            """
            SELECT row || ' ' || (SELECT name FROM hub_name WHERE id = system) || ':' || key FROM hub_member
              WHERE records > 0 AND row IN (SELECT row FROM hub_member WHERE records > 0 GROUP BY row HAVING count(*) > 1)
            """)
        let held = try hub.rows("SELECT id FROM hub_decision WHERE undone_at IS NULL")
        var words = ["merge", id(one[random.below(one.count)]), id(one[random.below(one.count)])]
        if random.chance(40), !mixed.isEmpty {
            let parts = mixed[random.below(mixed.count)].split(separator: " ", maxSplits: 1).map(String.init)
            words = ["split", id(Int64(parts[0]) ?? 0), parts[1]]
        } else if random.chance(30), !held.isEmpty {
            words = ["undo", held[random.below(held.count)]]
        }
        // Some are refused: both are one already, or somebody has said the opposite.
        let outcome = try HubBinary.run(["identity"] + words + ["--why", "查过", "--who", "王工", "--hub", hub.path])
        #expect(
            outcome.status == 0 || outcome.errors.contains("already") || outcome.errors.contains("people have said"),
            "\(outcome.errors)")
        return " " + words.joined(separator: " ")
    }

    private func id(_ row: Int64) -> String {
        HubID.Prefix("wk").map { HubID(prefix: $0, number: row).description } ?? "?"
    }

    private func sync(_ hub: ReliableHub, _ told: [String]) throws {
        let outcome = try hub.run("sync", "--json", "--accept-absent")
        #expect(outcome.status == 0, "\(outcome.errors) \(outcome.output) \(told)")
        for run in outcome.runs { #expect(run.state == "ok" && run.balanced, "\(run) \(told)") }
    }

    private func compare(_ hub: ReliableHub, _ running: RunningHub, _ variant: Int, _ told: [String]) throws {
        for (feed, expected) in [("water", ExpectedFeed.water[variant]), ("police", ExpectedFeed.police)] {
            try running.follow(feed)
            let (mirror, golden) = (try running.mirror(feed), try expected.records(hub.store()))
            let wrong = Set(mirror.keys).union(golden.keys).filter { mirror[$0] != golden[$0] }.sorted().prefix(5)
            let shown = wrong.map { "\($0): mirror \(mirror[$0] ?? "none"), feed \(golden[$0] ?? "none")" }
            #expect(shown == [], "\(feed) \(told)")
            #expect(!mirror.isEmpty || golden.isEmpty)
        }
    }
}
