import Foundation
import Model
import Testing

@testable import Connectors

@Suite struct DocumentFilesTests {
    private func run(_ name: String, _ text: String, _ files: String, _ paths: [String], _ extra: String = "")
        async throws -> PulledRun
    {
        let hub = try Folders.temporary()
        defer { hub.remove() }
        try FileManager.default.createDirectory(atPath: hub.path + "/in", withIntermediateDirectories: true)
        try hub.write("in/" + name, text)
        let yaml = """
            connector: docs
            kind: files
            files: { folder: in, \(files) }
            identity: "\(paths[0])"
            sync: { mode: snapshot, deletes: none }
            \(extra)
            """
        return try await pullAll(try definition(yaml).open(paths, hub: hub.path))
    }

    @Test func readsJSON() async throws {
        let text = #"{"rows":[{"编号":"1","n":1.20},{"编号":"2","n":null},3]}"#
        let run = try await run("a.json", text, "format: json", ["$.编号", "$.n"], "records: $.rows[*]")
        #expect(run.rows == [["1", "1.20"], ["2", nil]])
        #expect(run.faults.map(\.code) == ["R1011"])
        #expect(run.raws[0] == #"{"编号":"1","n":1.20}"#)
    }

    /// A list that comes as a text is a fault of its record, which keeps nothing of it; without items it may be written in any way.
    @Test(arguments: ["json", "ndjson"])
    func aTextInPlaceOfAListIsAFault(_ format: String) async throws {
        let lists = [
            #"[{"b":1},{"b":2}]"#, #""[{\"b\":3}]""#, "null", #"{"b":4}"#, #""""#, "5", #"[{"b":6,"c":"x"}]"#,
            #"[{"b":7,"c":[{"d":8}]}]"#, "[]",
        ]
        let records = lists.enumerated().map { #"{"a":"\#($0.offset)","l":\#($0.element)}"# }
        let text = format == "json" ? "[" + records.joined(separator: ",") + "]" : records.joined(separator: "\n")
        let shape = RecordShape(scopes: [
            .init(paths: ["$.a"]), .init(parent: 0, each: "$.l[*]", paths: ["$.b"]),
            .init(parent: 1, each: "$.c", paths: ["$.d"]),
        ])
        let page: RecordPage
        if format == "json" {
            page = try JSONRecordDecoder(shape, records: nil, maxBody: 10_000).decode(Array(text.utf8), name: "a")
        } else {
            page = try JSONLinesDecoder(shape, maxRecord: 1_000).decode(Array(text.utf8), name: "a")
        }
        #expect(page.faults.map(\.code) == ["R1012", "R1012", "R1012"] && page.faults.map(\.place.item) == [2, 6, 7])
        #expect(page.faults.map(\.message).allSatisfy { $0.contains("is a single value") })
        func texts(_ scope: Int) -> [String?] {
            (0..<page.scopes[scope].rowCount).map { page.text(of: page.field(0, row: $0, scope: scope)) }
        }
        #expect(texts(0) == ["0", "2", "3", "4", "7", "8"] && page.places.count == 6)
        #expect(texts(1) == ["1", "2", "4", "7"] && page.scopes[1].starts == [0, 2, 2, 3, 3, 4, 4])
        #expect(texts(2) == ["8"] && page.scopes[2].starts == [0, 0, 0, 0, 1])
    }

    @Test func readsJSONLines() async throws {
        let text = "{\"a\":\"甲\\u4e59\"}\n\n{\"a\":\n{\"a\":\"丙\"}"
        let run = try await run("a.ndjson", text, "format: ndjson", ["$.a"])
        #expect(run.rows == [["甲乙"], ["丙"]])
        #expect(run.faults.map(\.code) == ["R1010"])
        #expect(run.faults[0].place.line == 3)
        #expect(run.raws == ["{\"a\":\"甲\\u4e59\"}", "{\"a\":\"丙\"}"])
    }

    @Test func readsXML() async throws {
        let text = """
            <?xml version="1.0"?><r xmlns:m="urn:m"><m:item id="1"><名称>甲 &amp; 乙</名称></m:item><m:item id="2"/></r>
            """
        let extra = "records: /r/m:item\nnamespaces: { m: \"urn:m\" }"
        let run = try await run("a.xml", text, "format: xml", ["@id", "名称", "."], extra)
        #expect(run.rows == [["1", "甲 & 乙", run.rows[0][2]], ["2", nil, ""]])
        #expect(run.raws[0].contains("xmlns:m=\"urn:m\""))
    }

    @Test(arguments: [
        ("a.json", "{\"rows\":[{\"a\":1},", "format: json", "cut_json"),
        ("a.json", "{\"rows\":[{\"a\":x}]}", "format: json", "bad_json"),
        ("a.json", "{\"data\":[]}", "format: json", "no_records"),
        ("a.xml", "<r><item>", "format: xml", "cut_xml"),
        ("a.xml", "<r><item></r>", "format: xml", "bad_xml"),
        ("a.xml", "<!DOCTYPE r [<!ENTITY x \"y\">]><r>&x;</r>", "format: xml", "bad_xml"),
    ])
    func saysWhereADocumentIsBroken(_ name: String, _ text: String, _ files: String, _ code: String) async throws {
        let isXML = name.hasSuffix("xml")
        let error = await #expect(throws: ConnectorError.self) {
            try await run(name, text, files, [isXML ? "a" : "$.a"], isXML ? "records: item" : "records: $.rows[*]")
        }
        #expect(error?.code == code)
        #expect(error?.kind == .unexpected)
        if code != "no_records" { #expect(error?.message.contains("line 1, column") == true) }
    }
}
