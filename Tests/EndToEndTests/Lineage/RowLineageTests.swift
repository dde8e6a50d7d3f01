@testable import Dossiers
import Foundation
import JSON
import Model
import Storage
import Testing

/// Rows that are no linked things, entities that a mapping gives twice, records that were held.
@Suite("Lineage of rows and records") struct RowLineageTests {
    private static let works = "works:\n  fields: { local_code: no, uscc: code, name: name }"

    @Test("A row of two connectors: of each field the first record that says anything")
    func keyed() async throws {
        let hub = try LineageHub()
        try hub.map("a", identity: "id", "station:\n  fields: { code: st, name: name, depth: depth }")
        try hub.map("b", identity: "id", "station:\n  fields: { code: st, name: name, river: river }")
        try await hub.pull("a", "id,st,name,depth\nR1,S1,北站,")
        let alone = try hub.lineage("station", where: "code", is: "S1")
        #expect(alone.field("name")?.told == "a R1 1 mappings/a.yaml:4:25")
        #expect(alone.field("name")?.choice?.rule == "only" && alone.field("depth") == nil)
        try await hub.pull("b", "id,st,name,river\nQ1,S1,北江站,北江\nQ2,S1,北江二站,连江")
        let both = try hub.lineage("station", where: "code", is: "S1")
        #expect(both.field("name")?.told == "a R1 1 mappings/a.yaml:4:25" && both.field("name")?.text == "北站")
        #expect(both.field("name")?.lost == ["b Q1 北江站 later", "b Q2 北江二站 later"])
        #expect(both.field("river")?.told == "b Q1 2 mappings/b.yaml:4:37")
        #expect(both.field("river")?.choice?.rule == "first" && both.field("river")?.lost == ["b Q2 连江 later"])
        #expect(both.field("code")?.lost == [])
    }

    @Test("References name the works; one that the mapping leaves out has the line of its entity")
    func references() async throws {
        let hub = try LineageHub()
        try hub.map("a", Self.works + "\nstation: { fields: { code: st } }")
        try hub.map("b", "station:\n  fields: { code: st, works: who }")
        try await hub.pull("a", "no,code,name,st\nA1,,一厂,S1")
        let implied = try #require(try hub.lineage("station", where: "code", is: "S1").field("works"))
        #expect(implied.told == "a A1 1 mappings/a.yaml:5:3")
        guard case .reference(_, name: "一厂")? = implied.field.value else { Issue.record("\(implied)"); return }
    }

    @Test(
        "Several entities of one kind in a mapping: all that fill the field are named, those that are referred to are not"
    )
    func twice() async throws {
        let hub = try LineageHub()
        try hub.map(
            "a",
            """
            sender: { entity: works, fields: { local_code: no, name: name } }
            receiver: { entity: works, fields: { local_code: to, name: to_name, phone: phone } }
            carrier: { entity: works, reference: true, fields: { local_code: car, name: car_name } }
            """)
        try await hub.pull("a", "no,name,to,to_name,phone,car,car_name\nA1,一厂,A2,二厂,222,A3,三厂")
        let sender = try hub.lineage("works", is: "一厂")
        #expect(sender.field("name")?.told == "a A1 1 mappings/a.yaml:3:54 mappings/a.yaml:4:56")
        let receiver = try hub.lineage("works", is: "二厂")
        #expect(receiver.field("phone")?.told == "a A1 1 mappings/a.yaml:4:71")
        #expect(receiver.field("phone")?.field.origin?.member == "A2")
    }

    @Test("A record whose newer version is held: what holds is told of the run before")
    func held() async throws {
        let hub = try LineageHub()
        try hub.map("a", "station:\n  fields: { code: no, name: name, depth: depth }")
        try await hub.pull("a", "no,name,depth\nS1,北站,2.5")
        try hub.map("a", "# 复核过\nstation:\n  fields: { code: no, name: name, depth: depth }")
        #expect(try await hub.pull("a", "no,name,depth\nS1,南站,很深").counts.quarantined == 1)
        let name = try #require(try hub.lineage("station", where: "code", is: "S1").field("name"))
        #expect(name.told == "a S1 1 mappings/a.yaml:4:25" && name.text == "北站" && name.field.origin?.isHeld == true)
    }

    @Test("Of several records the run of a held one is not known, and not guessed")
    func heldAmongOthers() async throws {
        let hub = try LineageHub()
        try hub.map("a", "station:\n  fields: { code: st, name: name, depth: depth }")
        try await hub.pull("a", "no,st,name,depth\nR1,S1,北站,\nR2,S1,,2.5")
        try await hub.pull("a", "no,st,name,depth\nR1,S1,南站,很深\nR2,S1,,2.5")
        let lineage = try hub.lineage("station", where: "code", is: "S1")
        let name = try #require(lineage.field("name"))
        #expect(name.told == "a R1 ? " && name.field.origin?.isHeld == true && name.field.origin?.at == nil)
        #expect(lineage.field("depth")?.told == "a R2 1 mappings/a.yaml:4:37")
    }

    @Test("Rules that changed since a value was chosen: who said it is told all the same")
    func otherRules() async throws {
        let hub = try LineageHub(identity: "trust: [a, b]")
        for name in ["a", "b"] { try hub.map(name, Self.works) }
        try await hub.pull("a", "no,code,name\nA1,91440101231245152Y,清远市宏祥陶瓷有限公司")
        try await hub.pull("b", "no,code,name\nB1,91440101231245152Y,宏祥陶瓷有限公司")
        try hub.setIdentity("trust: [b, a]")
        let name = try #require(try hub.lineage("works", is: "清远市宏祥陶瓷有限公司").field("name"))
        #expect(name.told == "a A1 1 mappings/a.yaml:4:43" && name.lost == ["b B1 宏祥陶瓷有限公司 would_win"])
        #expect(name.choice?.why == "it was chosen earlier; the rules would choose otherwise now")
    }

    // MARK: The command

    @Test("The command: a table, a field with who lost, JSON; other ids and fields are told")
    func command() async throws {
        let hub = try LineageHub()
        for name in ["a", "b"] { try hub.map(name, Self.works) }
        try await hub.pull("a", "no,code,name\nA1,91440101231245152Y,清远市宏祥陶瓷有限公司")
        try await hub.pull("b", "no,code,name\nB1,91440101231245152Y,宏祥陶瓷有限公司")
        let id = "\(try hub.lineage("works", is: "清远市宏祥陶瓷有限公司").id)"
        func run(_ words: String...) throws -> Binary.Outcome {
            try Binary.run(["lineage"] + words + ["--hub", hub.path])
        }
        let table = try run(id)
        #expect(table.status == 0, "\(table.err)")
        #expect(table.out.contains("名称 name") && table.out.contains("mappings/a.yaml:4:43"))
        #expect(!table.out.contains(" 宏祥陶瓷有限公司"))
        let one = try run(id, "name").out
        #expect(
            one.contains("trusted: who says it is trusted most") && one.contains("宏祥陶瓷有限公司")
                && one.contains("is trusted less"))
        let json = try JSONValue(parsing: try run(id, "name", "--json").out)
        let field = try #require(json["fields"]?.arrayValue?.first)
        #expect(json["id"]?.stringValue == id && field["value"] == "清远市宏祥陶瓷有限公司" && field["rule"] == "trusted")
        #expect(field["origin"]?["system"] == "a" && field["origin"]?["record"] == "A1")
        #expect(field["origin"]?["mapping"]?.arrayValue == ["mappings/a.yaml:4:43"])
        #expect(field["losers"]?.arrayValue?.first?["fate"] == "less_trusted")
        #expect(try run(id, "nam").err.contains("did you mean `name`?"))
        #expect(try run(id, "scope").out.contains("没有值"))
        #expect(try run("wk_00000000").err.contains("the hub knows nothing called wk_00000000"))
    }

    @Test("A row that is gone has no lineage; its number with the letters of another entity is nobody's")
    func gone() async throws {
        let hub = try LineageHub()
        let deletes = "snapshot, reconcile: { max_absent: 90% }"
        try hub.map("a", deletes: deletes, "station:\n  fields: { code: no, name: name }")
        try await hub.pull("a", "no,name\nS1,北站\nS2,南站")
        let id = "\(try hub.lineage("station", is: "南站").id)"
        try await hub.pull("a", "no,name\nS1,北站")
        let told = try Binary.run(["lineage", id, "--hub", hub.path])
        #expect(told.status == 1 && told.err.contains("\(id) was deleted at 2026-01-01 08:02:00"), "\(told.err)")
        let other = "wk" + id.dropFirst(2)
        #expect(try Binary.run(["lineage", other, "--hub", hub.path]).err.contains("nothing called \(other)"))
    }
}
