import Foundation
import JSON
import SQLite
import TestServers
import Testing

/// `envhub dossier` on a hub of two systems: permits knows enterprises and outlets, fines what they were fined for.
@Suite("envhub dossier") struct DossierCommandTests {
    private static let works = """
        编号,名称,信用代码,管理类别,法人,排放口
        P1,清远市宏祥陶瓷有限公司,91440101231245152Y,重点管理,谢某,DW001
        P2,<script>alert(1)</script>厂,,简化管理,,DW002

        """
    private static let fines = """
        文书号,当事人编号,信用代码,罚款,日期
        罚1号,P1,91440101231245152Y,1000,2026-01-05
        罚2号,P1,91440101231245152Y,2500.5,2026-03-05

        """

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["mappings", "connectors", "in"] {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: name), withIntermediateDirectories: true)
        }
        for name in ["schema", "codes", "units.yaml"] {
            try FileManager.default.createSymbolicLink(
                at: folder.url.appending(path: "mappings/" + name),
                withDestinationURL: URL(filePath: Binary.root).appending(path: "mappings/" + name))
        }
        try write("works", identity: "编号", Self.works)
        try write("fines", identity: "文书号", Self.fines)
        try folder.write(
            """
            mapping: works
            to:
              pollution_source:
                fields: { local_code: 编号, name: 名称, uscc: 信用代码, management_level: 管理类别, legal_person: 法人 }
              outlet: { fields: { code: 排放口, medium: { const: water } } }
            """, to: "mappings/works.yaml")
        try folder.write(
            """
            mapping: fines
            to:
              pollution_source: { reference: true, fields: { local_code: 当事人编号, uscc: 信用代码 } }
              penalty:
                fields:
                  decision_no: 文书号
                  amount: { from: 罚款, unit: CNY }
                  decided_on: { from: 日期, date: yyyy-MM-dd }
            """, to: "mappings/fines.yaml")
        let synced = try run("sync")
        try #require(synced.status == 0, "\(synced.out) \(synced.err)")
    }

    private func write(_ name: String, identity: String, _ rows: String) throws {
        try folder.write(rows, to: "in/\(name).csv")
        try folder.write(
            """
            connector: \(name)
            kind: files
            mapping: \(name)
            files: { folder: in, pattern: \(name).csv, format: csv }
            identity: \(identity)
            sync: { mode: snapshot, deletes: snapshot, reconcile: { max_absent: 90% } }
            """, to: "connectors/\(name).yaml")
    }

    private func run(_ words: String...) throws -> Binary.Outcome { try Binary.run(words + ["--hub", folder.path]) }

    private func json(_ words: String...) throws -> JSONValue {
        let told = try Binary.run(["dossier"] + words + ["--json", "--hub", folder.path])
        #expect(told.status == 0, "\(told.err)")
        return try JSONValue(parsing: told.out)
    }

    private func decisions(_ dossier: JSONValue) -> [String] {
        let section = dossier["sections"]?.arrayValue?.first { $0["key"] == "penalty" }
        return section?["rows"]?.arrayValue?.compactMap { $0["fields"]?["decision_no"]?["value"]?.stringValue } ?? []
    }

    @Test("By name, by identifier, by id: the same file, with what two systems know")
    func found() throws {
        let text = try run("dossier", "清远市宏祥陶瓷有限公司")
        #expect(text.status == 0 && text.err.isEmpty, "\(text.err)")
        for part in ["法定代表人", "谢某", "重点管理", "DW001", "罚2号", "2500.5", "共 2 条", "当前状况", "permits"]
        where part != "permits" {
            #expect(text.out.contains(part), "\(part)\n\(text.out)")
        }
        let named = try json("清远市宏祥陶瓷有限公司")
        #expect(decisions(named) == ["罚2号", "罚1号"])
        let id = try #require(named["id"]?.stringValue)
        for name in ["91440101231245152Y", id] { #expect(try json(name)["source"] == named["source"]) }
        let systems = named["keys"]?.arrayValue?.compactMap { $0["system"]?.stringValue }
        #expect(systems == ["fines", "works"])
    }

    @Test("Sections and limits; wrong ones are named")
    func sections() throws {
        let one = try json("91440101231245152Y", "--sections", "penalty", "--limit", "1")
        #expect(one["sections"]?.arrayValue?.count == 1 && decisions(one) == ["罚2号"])
        #expect(one["sections"]?[0]?["total"] == 2 && one["keys"] == [])
        let cut = try run("dossier", "91440101231245152Y", "--sections", "penalty", "--limit", "1")
        #expect(cut.out.contains("共 2 条，列出最新的 1 条") && !cut.out.contains("罚1号") && !cut.out.contains("谢某"))
        let wrong = try run("dossier", "91440101231245152Y", "--sections", "penalties")
        #expect(wrong.status == 2 && wrong.err.contains("did you mean `penalty`?"))
        #expect(try run("dossier", "91440101231245152Y", "--limit", "0").status == 2 && run("dossier").status == 2)
        let nobody = try run("dossier", "清远市宏祥陶瓷公司")
        #expect(nobody.status == 1 && nobody.err.contains("did you mean `清远市宏祥陶瓷有限公司`?"))
    }

    @Test("A page: for its owner alone, with what the data says as text")
    func page() throws {
        let file = folder.path + "/file.html"
        let told = try run("dossier", "<script>alert(1)</script>厂", "--html", file)
        #expect(told.status == 0 && told.out.hasPrefix("wrote \(file): ps_"), "\(told.err)")
        let html = try String(contentsOfFile: file, encoding: .utf8)
        #expect(html.contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;厂</h1>") && !html.contains("<script"))
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try run("dossier", "91440101231245152Y", "--html", "-").out.hasPrefix("<!DOCTYPE html>"))
        #expect(try run("dossier", "91440101231245152Y", "--html", folder.path + "/no/file").status == 1)
    }

    @Test("As it was before a change, by the name that it had then")
    func then() async throws {
        try await Task.sleep(for: .seconds(1.1))
        let before = Date()
        try await Task.sleep(for: .seconds(1.1))
        try folder.write(
            Self.works.replacing("宏祥陶瓷", with: "宏祥新材料").replacing("DW001", with: "DW008"), to: "in/works.csv")
        try folder.write(
            String(Self.fines.prefix { $0 != "\n" }) + "\n罚2号,P1,91440101231245152Y,99,2026-03-05\n", to: "in/fines.csv"
        )
        #expect(try run("sync").status == 0)
        let now = try json("清远市宏祥新材料有限公司")
        #expect(decisions(now) == ["罚2号"])
        let moment = before.ISO8601Format()
        let then = try json("清远市宏祥陶瓷有限公司", "--as-of", moment)
        #expect(decisions(then) == ["罚2号", "罚1号"] && then["name"] == "清远市宏祥陶瓷有限公司" && then["id"] == now["id"])
        #expect(then["as_of"]?.stringValue?.prefix(19) == moment.prefix(19))
        let renamed = try json("清远市宏祥新材料有限公司", "--as-of", moment)
        #expect(renamed["source"] == then["source"])
        let text = try run("dossier", "清远市宏祥陶瓷有限公司", "--as-of", moment)
        #expect(text.out.contains("截至 ") && text.out.contains("DW001") && !text.out.contains("DW008"))
        let early = try run("dossier", "91440101231245152Y", "--as-of", "2020-01-01")
        #expect(early.status == 1 && early.err.contains("the hub's first run began at"), "\(early.err)")
        #expect(try run("dossier", "91440101231245152Y", "--as-of", "yesterday").status == 2)
        #expect(try run("dossier", "91440101231245152Y", "--as-of", "9999-01-01").err.contains("is yet to come"))
        #expect(try run("dossier", "91440101231245152Y", "--as-of", "2026-03-01T08:00:00").status == 2)
    }

    @Test("An id that went into another gives that one, and says so")
    func merged() throws {
        let id = try #require(try json("91440101231245152Y")["id"]?.stringValue)
        let other = try #require(try json("<script>alert(1)</script>厂")["id"]?.stringValue)
        let database = try Database(path: folder.path + "/state/envhub.db", mode: .readWrite)
        try database.execute(
            """
            INSERT INTO hub_merged SELECT p.id, n.id, q.id, 1767225600000 FROM pollution_source p, pollution_source q, hub_name n
              WHERE p.local_code = 'P2' AND q.local_code = 'P1' AND n.kind = 'entity' AND n.name = 'pollution_source';
            UPDATE hub_member SET row = (SELECT id FROM pollution_source WHERE local_code = 'P1')
              WHERE row = (SELECT id FROM pollution_source WHERE local_code = 'P2');
            DELETE FROM pollution_source WHERE local_code = 'P2';
            """)
        let told = try run("dossier", other)
        #expect(told.status == 0 && told.out.hasPrefix("清远市宏祥陶瓷有限公司\n"), "\(told.err)")
        #expect(told.err == "envhub: \(other) went into \(id) at 2026-01-01 08:00:00: this is \(id)\n")
        let explained = try run("identity", "explain", other, id)
        #expect(
            explained.status == 1 && explained.err.contains("went into") && explained.err.contains("both are \(id)"))
    }
}
