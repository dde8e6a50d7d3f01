@testable import Dossiers
import Model
import Storage
import Testing

/// Where the values of rows are from, as commits made them.
@Suite("Lineage") struct LineageTests {
    private static let works = "works:\n  fields: { local_code: no, uscc: code, name: name, phone: phone }"

    @Test("One record alone: its run, and the line of each field")
    func alone() async throws {
        let hub = try LineageHub()
        try hub.map(
            "a",
            """
            works:
              fields:
                local_code: no
                name: { expr: 'concat($.name, "厂")' }
                phone: { const: "12345" }
                scope: { from: scope, default: 无 }
            """)
        #expect(try await hub.pull("a", "no,name,scope\nA1,一,").counts.stored == 1)
        let lineage = try hub.lineage("works", is: "一厂")
        #expect(lineage.fields.map(\.field.name) == ["local_code", "name", "scope", "phone"])
        #expect(lineage.field("local_code")?.told == "a A1 1 mappings/a.yaml:5:7")
        #expect(lineage.field("name")?.told == "a A1 1 mappings/a.yaml:6:7")
        #expect(lineage.field("phone")?.told == "a A1 1 mappings/a.yaml:7:7")
        #expect(lineage.field("scope")?.told == "a A1 1 mappings/a.yaml:8:7" && lineage.field("scope")?.text == "无")
        let origin = try #require(lineage.field("name")?.field.origin)
        #expect(origin.member == "A1" && origin.connector == "a" && origin.at == hub.now && !origin.version.isEmpty)
        #expect(lineage.field("name")?.choice == .init(rule: "trusted", why: "nobody else says anything"))
        #expect(lineage.fields.allSatisfy { $0.losers.isEmpty && $0.flag == nil })
    }

    @Test("Several records of one member: what is newest holds, what was said before is told once")
    func newest() async throws {
        let hub = try LineageHub()
        try hub.map("a", identity: "id", Self.works)
        try await hub.pull("a", "id,no,code,name,phone\nM1,A1,,一厂,111\nM2,A1,,一厂,\nM3,A1,,旧厂,111")
        try await hub.pull("a", "id,no,code,name,phone\nM4,A1,,新厂,")
        let lineage = try hub.lineage("works", is: "新厂")
        #expect(lineage.field("name")?.told == "a M4 2 mappings/a.yaml:4:43")
        #expect(lineage.field("name")?.lost == ["a M3 旧厂 replaced", "a M2 一厂 replaced"])
        #expect(lineage.field("phone")?.told == "a M1 1 mappings/a.yaml:4:55" && lineage.field("phone")?.lost == [])
        #expect(lineage.field("phone")?.field.origin?.member == "A1")
    }

    @Test("A text is taken from who is trusted; who says the same has not lost")
    func trusted() async throws {
        let hub = try LineageHub(identity: "trust: [b, a]")
        for name in ["a", "b", "c"] { try hub.map(name, Self.works) }
        try await hub.pull("a", "no,code,name,phone\nA1,91440101231245152Y,清远市宏祥陶瓷有限公司,111")
        try await hub.pull("b", "no,code,name,phone\nB1,91440101231245152Y,宏祥陶瓷有限公司,")
        try await hub.pull("c", "no,code,name,phone\nC1,91440101231245152Y,宏祥陶瓷有限公司,333")
        let lineage = try hub.lineage("works", is: "宏祥陶瓷有限公司")
        let name = try #require(lineage.field("name"))
        #expect(name.told == "b B1 2 mappings/b.yaml:4:43")
        #expect(name.choice == .init(rule: "trusted", why: "who says it is trusted most"))
        #expect(name.lost == ["a A1 清远市宏祥陶瓷有限公司 less_trusted", "c C1 宏祥陶瓷有限公司 same"])
        #expect(lineage.field("phone")?.lost == ["c C1 333 less_trusted"])
        #expect(lineage.field("local_code")?.told.hasPrefix("b B1") == true)
    }

    @Test(
        "Every rule says why, and why the others lost",
        arguments: [
            ("phone: { rule: newest }", "phone", "c C1", "it was said last", ["a A1 older", "b B1 older"]),
            ("name: { rule: majority }", "name", "b B1", "most say it", ["a A1 fewer", "c C1 same"]),
            ("scope: { rule: most_complete }", "scope", "b B1", "it says most", ["a A1 shorter", "c C1 shorter"]),
            (
                "scope: { rule: most_complete }", "phone", "a A1", "who says it is trusted most",
                ["b B1 less_trusted", "c C1 less_trusted"]
            ),
            ("aliases: { rule: union }", "aliases", "a A1", "what all say, each once", ["b B1 joined", "c C1 joined"]),
            (
                "location: { rule: accuracy, accuracy: { b: 10 m, a: 100 m } }", "location", "b B1",
                "it is the most accurate", ["a A1 less_accurate", "c C1 less_accurate"]
            ),
            (
                "location: { rule: accuracy, accuracy: { b: 10 m, a: 10 m } }", "location", "a A1",
                "of the most accurate, who says it is trusted most", ["b B1 less_trusted", "c C1 less_accurate"]
            ),
        ])
    func rules(_ rule: String, _ field: String, _ winner: String, _ why: String, _ lost: [String]) async throws {
        let hub = try LineageHub(identity: "fields: { \(rule) }")
        for name in ["a", "b", "c"] {
            try hub.map(
                name,
                """
                works:
                  fields:
                    { local_code: no, uscc: code, name: name, phone: phone, scope: scope,
                      aliases: { from: alias, split: "|" }, location: { lon: lon, lat: lat, datum: wgs84 } }
                """)
        }
        let head = "no,code,name,phone,scope,alias,lon,lat\n"
        try await hub.pull("a", head + "A1,91440101231245152Y,清远市宏祥陶瓷有限公司,111,瓷,甲|乙,113.01,23.61")
        try await hub.pull("b", head + "B1,91440101231245152Y,宏祥陶瓷有限公司,222,陶瓷制造,丙,113.02,23.62")
        try await hub.pull("c", head + "C1,91440101231245152Y,宏祥陶瓷有限公司,333,陶瓷,丙|丁,113.03,23.63")
        let lineage = try hub.lineage("works", where: "uscc", is: "91440101231245152Y")
        let one = try #require(lineage.field(field))
        #expect(one.told.hasPrefix(winner + " ") && one.choice?.why == why)
        #expect(one.losers.map { "\($0.origin.system) \($0.origin.record) \($0.fate.rawValue)" } == lost)
    }

    @Test("Old rows keep the line of the mapping by which they were read")
    func renamed() async throws {
        let hub = try LineageHub()
        try hub.map("a", Self.works)
        try await hub.pull("a", "no,code,name,phone\nA1,,一厂,111")
        try hub.map("a", "# 电话改名\n" + Self.works.replacing("phone: phone", with: "phone: tel"))
        try await hub.pull("a", "no,code,name,tel\nA2,,二厂,222")
        let (old, new) = (try hub.lineage("works", is: "一厂"), try hub.lineage("works", is: "二厂"))
        #expect(old.field("phone")?.told == "a A1 1 mappings/a.yaml:4:55")
        #expect(new.field("phone")?.told == "a A2 2 mappings/a.yaml:5:55")
        #expect(old.field("phone")?.field.origin?.version != new.field("phone")?.field.origin?.version)
    }

    @Test("What the mapping dropped or could not use is told with what the source had")
    func flags() async throws {
        let hub = try LineageHub()
        for name in ["a", "b"] {
            try hub.map(
                name,
                """
                works:
                  fields:
                    local_code: no
                    uscc: code
                    name: { from: name, check: phone, on_fail: keep+flag }
                    phone: { from: phone, check: phone, on_fail: null+flag }
                station: { fields: { code: no, name: { from: phone, check: phone, on_fail: null+flag }, river: name } }
                """)
        }
        try await hub.pull("a", "no,code,name,phone\nA1,91440101231245152Y,清远市宏祥陶瓷有限公司,没有")
        let alone = try hub.lineage("works", is: "清远市宏祥陶瓷有限公司")
        let code = try #require(alone.field("name")?.flag?.code)
        #expect(alone.field("name")?.flag == ValueFlag(code: code, original: "清远市宏祥陶瓷有限公司"))
        #expect(alone.field("phone")?.text == nil && alone.field("phone")?.choice == nil)
        #expect(alone.field("phone")?.losers.map(\.flag) == [ValueFlag(code: code, original: "没有")])
        #expect(alone.field("phone")?.lost == ["a A1 ∅ dropped"] && alone.field("scope") == nil)
        let station = try hub.lineage("station", where: "river", is: "清远市宏祥陶瓷有限公司")
        #expect(station.field("name")?.lost == ["a A1 ∅ dropped"] && station.field("river")?.losers == [])
        try await hub.pull("b", "no,code,name,phone\nB1,91440101231245152Y,清远市宏祥陶瓷有限公司,0763-3333333")
        let both = try hub.lineage("works", is: "清远市宏祥陶瓷有限公司")
        #expect(both.field("phone")?.told.hasPrefix("b B1 2") == true)
        #expect(both.field("phone")?.lost == ["a A1 ∅ dropped"] && both.field("phone")?.flag == nil)
    }
}
