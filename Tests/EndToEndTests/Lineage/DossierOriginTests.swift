import Foundation
import JSON
import Model
import SQLite
import Storage
import Testing

@testable import Dossiers
@testable import envhub

/// The origins in dossiers.
@Suite("Origins in dossiers") struct DossierOriginTests {
    private static let mapping = """
        works: { fields: { local_code: no, name: name } }
        station: { fields: { code: st, name: station, river: river } }
        """

    private func dossier(_ hub: LineageHub, asOf: Int64? = nil) throws -> Dossier {
        let reader = try DossierReader(of: hub.loaded(), entity: "works")
        var request = DossierReader.Request()
        request.asOf = asOf
        let id = try #require(try reader.find("A1").first)
        return try reader.read(id, request, now: hub.now + 1)
    }

    @Test("Facts and rows of sections have origins; empty fields have none")
    func now() async throws {
        let hub = try LineageHub()
        try hub.map("a", Self.mapping)
        try await hub.pull("a", "no,name,st,station,river\nA1,一厂,S1,北站,")
        let dossier = try dossier(hub)
        let name = try #require(dossier.source.field("name")?.origin)
        #expect(name.system == "a" && name.record == "A1" && name.lines == ["mappings/a.yaml:3:38"])
        #expect(dossier.source.field("phone")?.origin == nil)
        let station = try #require(dossier.sections.first?.rows.first)
        #expect(station.field("name")?.origin?.lines == ["mappings/a.yaml:4:34"])
        #expect(station.field("works")?.origin?.lines == ["mappings/a.yaml:4:3"])
        #expect(station.field("river")?.origin == nil)
        let words = DossierWords(dossier, zone: .utc)
        #expect(words.origins(station) == "a A1" && words.originNote == "")
        #expect(DossierText.text(dossier, zone: .utc, width: 120).contains("一厂  ← a A1"))
        #expect(DossierPage.html(dossier, zone: .utc).contains(">a A1，运行 1，mappings/a.yaml:3:38<"))
        var writer = JSONWriter()
        DossierJSON.append(dossier, to: &writer)
        let json = try JSONValue(parsing: String(decoding: writer.bytes, as: UTF8.self))
        let origin = json["source"]?["fields"]?["name"]?["origin"]
        #expect(origin?["mapping"]?.arrayValue == ["mappings/a.yaml:3:38"] && origin?["run"]?.intValue == 1)
        #expect(origin?["connector"] == "a" && origin?["held"] == false)
        let row = json["sections"]?.arrayValue?.first?["rows"]?.arrayValue?.first
        #expect(row?["fields"]?["name"]?["origin"]?["record"] == "A1")
    }

    @Test("Of a moment that is past only rows that are still as they were have origins, and that is said")
    func then() async throws {
        let hub = try LineageHub()
        try hub.map("a", Self.mapping)
        try await hub.pull("a", "no,name,st,station,river\nA1,一厂,S1,北站,")
        let moment = hub.now + 1_000
        try await hub.pull("a", "no,name,st,station,river\nA1,一厂,S1,南站,")
        let then = try dossier(hub, asOf: moment)
        let station = try #require(then.sections.first?.rows.first)
        #expect(station.field("name")?.value == .text("北站") && station.field("name")?.origin == nil)
        #expect(then.source.field("name")?.value == .text("一厂") && then.source.field("name")?.origin != nil)
        #expect(DossierText.text(then, zone: .utc, width: 120).contains("来源只列至今未变的内容"))
        #expect(DossierPage.html(then, zone: .utc).contains("来源只列至今未变的内容"))
        #expect(try dossier(hub).sections.first?.rows.first?.field("name")?.origin?.run == 2)
    }
}
