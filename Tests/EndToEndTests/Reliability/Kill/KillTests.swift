import Foundation
import TestServers
import Testing

/// A sync that is killed at any moment, again and again, ends in the content of one that nobody disturbed.
@Suite(.serialized) struct KillTests {
    private static let seed: UInt64 = 20_261_123

    /// The content after a first sync and after a second one of changed sources.
    private func undisturbed() throws -> [StoreContent] {
        let city = try KillCity(seed: Self.seed)
        var contents: [StoreContent] = []
        for step in 0..<2 {
            if step > 0 { try city.change() }
            let outcome = try city.hub.run("sync", "--json")
            #expect(outcome.status == 0, "\(outcome.errors) \(outcome.output)")
            #expect(outcome.runs.count == 3)
            for run in outcome.runs { #expect(run.state == "ok" && run.balanced && run.read > 0, "\(run)") }
            contents.append(try StoreContent(city.hub.store()))
        }
        return contents
    }

    @Test func killedAtRandomMoments() throws {
        let expected = try undisturbed()
        #expect(expected[1].tables["hub_quarantine"]?.isEmpty == false)
        let city = try KillCity(seed: Self.seed)
        var random = SeededRandom(Self.seed)
        var kills = 0
        for step in 0..<2 {
            if step > 0 { try city.change() }
            for _ in 0..<16 { kills += try syncAndKill(city.hub, after: random.below(1_600)) ? 1 : 0 }
            try finish(city.hub)
            let content = try StoreContent(city.hub.store())
            #expect(content.difference(from: expected[step]) == [], "seed \(Self.seed), step \(step)")
        }
        #expect(kills > 10)
        let states = Set(try city.hub.rows("SELECT DISTINCT state FROM hub_run"))
        #expect(states.isSubset(of: ["ok", "stopped"]) && states.contains("stopped"))
    }

    /// Syncs twice: a pull of counted pages that was broken off reads them once more before its mark moves.
    private func finish(_ hub: ReliableHub) throws {
        for _ in 0..<2 {
            let outcome = try hub.run("sync", "--json")
            #expect(outcome.status == 0, "\(outcome.errors) \(outcome.output)")
        }
    }

    /// Whether the kill came in time.
    private func syncAndKill(_ hub: ReliableHub, after milliseconds: Int) throws -> Bool {
        let process = try HubProcess(["sync", "--json", "--hub", hub.path])
        let outcome = process.wait(atMost: .milliseconds(60 + milliseconds))
        if FileManager.default.fileExists(atPath: hub.path + "/state/envhub.db"),
            try !hub.rows("SELECT 1 FROM sqlite_master WHERE name = 'hub_run'").isEmpty
        {
            #expect(try StoreContent.faults(hub.store()) == [], "after \(milliseconds) ms")
        }
        return outcome.wasKilled
    }

    @Test(.enabled(if: StraceKill.isAvailable, "strace cannot inject signals here"))
    func killedAtTheNthWrite() throws {
        let expected = try undisturbed()
        let city = try KillCity(seed: Self.seed)
        for (call, number) in [
            ("pwrite64", 1), ("pwrite64", 2), ("pwrite64", 9), ("pwrite64", 60), ("pwrite64", 300), ("pwrite64", 701),
            ("fdatasync", 1), ("fdatasync", 2), ("pwrite64", 1_301), ("pwrite64", 5),
        ] {
            _ = try city.hub.run("sync", launcher: StraceKill.launcher(call, number))
            #expect(try StoreContent.faults(city.hub.store()) == [], "\(call) \(number)")
        }
        try finish(city.hub)
        #expect(try StoreContent(city.hub.store()).difference(from: expected[0]) == [])
        let killed = try city.hub.rows("SELECT count(*) FROM hub_run WHERE code = 'killed'")
        #expect(killed != ["0"])
    }
}

/// SIGKILL in the middle of a system call, by strace.
enum StraceKill {
    static func launcher(_ call: String, _ number: Int) -> [String] {
        [
            "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
            "inject=\(call):signal=KILL:when=\(number)",
        ]
    }

    /// Whether strace is here and may trace.
    static let isAvailable = TestProgram.succeeds(["/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "/bin/true"])
}
