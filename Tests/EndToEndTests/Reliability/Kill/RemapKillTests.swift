import Foundation
import SQLite
import TestServers
import Testing

/// A remap that is killed at any moment goes on where it stood, and ends in the content of one that nobody disturbed; and a sync
/// that is killed has kept just what it has stored.
@Suite(.serialized) struct RemapKillTests {
    private static let seed: UInt64 = 20_261_125

    /// A city whose connectors keep raw records.
    private func city(_ size: KillCity.Size) throws -> KillCity {
        let city = try KillCity(seed: Self.seed, size: size)
        for (name, text) in KillCity.files(city.source.url) where name.hasPrefix("connectors/") {
            try city.hub.write(text + "\nkeep: { raw: 90d }\n", to: name)
        }
        return city
    }

    /// Corrects all mappings: other texts, other masses, something that is held now, something that gets out.
    private func correct(_ city: KillCity) throws {
        let all = KillCity.files(city.source.url)
        func change(_ name: String, _ from: String, _ to: String) throws {
            let text = try #require(all["mappings/\(name).yaml"])
            #expect(text.contains(from))
            try city.hub.write(text.replacing(from, with: to), to: "mappings/\(name).yaml")
        }
        try change("a-folder", "mass: 吨", "mass: { from: 吨, null_if: 一吨 }")
        try change("b-web", "mass: $.mass", "mass: { expr: 'decimal($.mass) * 2' }")
        try change("c-whole", "capacity: $.capacity", "capacity: { from: $.capacity, null_if: [\"7\", \"8\"] }")
    }

    private func remap(_ city: KillCity) throws -> HubBinary.Outcome {
        try city.hub.run("remap", "--all", "--json")
    }

    @Test(.enabled(if: StraceKill.isAvailable, "strace cannot inject signals here"))
    func killedAtTheNthWrite() throws {
        let city = try city(.large)
        for _ in 0..<2 {
            #expect(try city.hub.run("sync").status == 0)
            try city.change()
        }
        try correct(city)
        let (state, saved) = (city.hub.path + "/state", city.hub.path + "/saved")
        try FileManager.default.copyItem(atPath: state, toPath: saved)
        let undisturbed = try remap(city)
        #expect(undisturbed.status == 0 && undisturbed.runs.contains { $0.stored > 10 }, "\(undisturbed)")
        let expected = try StoreContent(city.hub.store())
        var resumed = 0
        for (call, number) in [
            ("pwrite64", 30), ("pwrite64", 240), ("pwrite64", 480), ("pwrite64", 700), ("pwrite64", 900),
            ("fdatasync", 1),
            ("pwrite64", 1_150), ("pwrite64", 1_400),
        ] {
            try FileManager.default.removeItem(atPath: state)
            try FileManager.default.copyItem(atPath: saved, toPath: state)
            _ = try city.hub.run("remap", "--all", launcher: StraceKill.launcher(call, number))
            #expect(try StoreContent.faults(city.hub.store()) == [], "\(call) \(number)")
            let rest = try remap(city)
            #expect(rest.status == 0 && rest.runs.allSatisfy { $0.state == "ok" && $0.balanced }, "\(rest)")
            resumed += rest.output.contains(#""resumed":true"#) ? 1 : 0
            let difference = try StoreContent(city.hub.store()).difference(from: expected)
            #expect(difference == [], "\(call) \(number)")
        }
        #expect(resumed > 0)
    }

    @Test func aKilledSyncHasKeptWhatItHasStored() throws {
        let city = try city(.large)
        var random = SeededRandom(Self.seed)
        for step in 0..<2 {
            if step > 0 { try city.change() }
            for _ in 0..<5 {
                let process = try HubProcess(["sync", "--json", "--hub", city.hub.path])
                _ = process.wait(atMost: .milliseconds(80 + random.below(1_500)))
            }
            for _ in 0..<2 { #expect(try city.hub.run("sync").status == 0) }
            let before = try StoreContent(city.hub.store())
            let outcome = try remap(city)
            #expect(outcome.runs.count == 3 && outcome.output.components(separatedBy: #""without_raw":0"#).count == 4)
            for run in outcome.runs { #expect(run.stored == 0 && run.read > 0 && run.balanced, "\(run)") }
            // Nothing but the numbers of its runs is left of a remap that changes nothing.
            let after = try StoreContent(city.hub.store())
            #expect(after.difference(from: before) == [])
        }
        let lost = try city.hub.rows(
            "SELECT record FROM hub_raw WHERE block NOT IN (SELECT id FROM hub_raw_body) OR record NOT IN (SELECT id FROM hub_record)"
        )
        #expect(lost.isEmpty)
    }
}
