import JSON
import Model
import Testing

@testable import Dossiers

@Suite("Dossiers as JSON") struct DossierJSONTests {
    private func json(_ dossier: Dossier) throws -> JSONValue {
        var writer = JSONWriter()
        DossierJSON.append(dossier, to: &writer)
        return try JSONValue(parsing: writer.bytes)
    }

    private static let keys = [
        "id", "entity", "title", "name", "as_of", "made_at", "history_since", "known_since", "source", "keys",
        "sections",
        "points_total", "points", "identity",
    ]

    @Test("The same keys, whatever is in it")
    func keys() throws {
        let store = try MadeUpStore()
        try store.put("pollution_source", 1, ["local_code": "A1"])
        let alone = try json(try store.dossier(1))
        #expect(alone.objectValue?.map(\.key) == Self.keys && alone["as_of"] == .null)
        #expect(alone["name"]?.stringValue == "\(MadeUpStore.id(1))" && alone["points"] == [])
        #expect(
            alone["source"]?["fields"]?.objectValue?.map(\.key)
                == store.schema.entity("pollution_source")?.fields.map(\.name))
        #expect(
            alone["source"]?["fields"]?["name"] == [
                "title": ["zh": "单位名称", "en": "Name"], "unit": nil, "sensitivity": "public", "value": nil,
            ])
        try store.put("outlet", 11, ["source": 1, "code": "DW001"])
        #expect(try json(try store.dossier(1, asOf: 5)).objectValue?.map(\.key) == Self.keys)
    }

    @Test("Values are of their kinds, codes and references with their labels")
    func values() throws {
        let store = try MadeUpStore()
        try store.put(
            "pollution_source", 1,
            [
                "local_code": "A1", "name": "一厂\"<", "level": "key", "lon": 113.5, "lat": 23.25, "media": #"["水"]"#,
                "listed": 1, "area": 12.5,
            ])
        try store.put(
            "waste_transfer", 21, ["manifest_no": "M1", "source": 1, "receiver": 1, "sent_at": MadeUpStore.time(2)])
        let dossier = try json(try store.dossier(1))
        let fields = dossier["source"]?["fields"]
        #expect(fields?["level"]?["value"] == "key" && fields?["level"]?["label"]?["zh"] == "重点管理")
        #expect(fields?["location"]?["value"] == .array([.number("113.5"), .number("23.25")]))
        #expect(fields?["media"]?["value"] == ["水"] && fields?["listed"]?["value"] == true)
        #expect(fields?["area"]?["value"] == .number("12.5") && fields?["area"]?["unit"] == "m2")
        #expect(dossier["name"] == "一厂\"<")
        let section = dossier["sections"]?.arrayValue?.first { $0["key"] == "waste_transfer.receiver" }
        #expect(section?["total"] == 1 && section?["reference"] == "receiver" && section?["shown"] == 1)
        let row = section?["rows"]?[0]
        #expect(row?["fields"]?["source"]?["label"] == "一厂\"<" && row?["fields"]?["receiver"] == nil)
        #expect(row?["fields"]?["sent_at"]?["value"] == "2026-01-01T02:00:00.000Z" && row?["fields"]?["mass"] == nil)
    }
}
