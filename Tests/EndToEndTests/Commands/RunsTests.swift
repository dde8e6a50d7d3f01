import Foundation
import JSON
import SQLite
import Testing

@Suite struct RunsTests {
    /// What a run was made with is kept as it was, whatever becomes of the files.
    @Test func definitionsAreKept() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        try hub.write("mappings/sources.yaml", SmallHub.mapping(dates: "[yyyy-MM-dd, yyyy/MM/dd]"))
        try hub.run("quarantine", "retry", "--all")
        let first = try hub.run("runs", "show", "1", "--definition").out
        #expect(first.contains("# ── mapping sources@") && first.contains("date: yyyy-MM-dd }"))
        #expect(first.contains("# ── mappings/schema/pollution_source.yaml@") && first.contains("identity: linked"))
        #expect(try hub.run("runs", "show", "2", "--definition").out.contains("date: [yyyy-MM-dd, yyyy/MM/dd] }"))
        let shown = try hub.run("runs", "show", "1").out
        #expect(shown.contains("ran with  mapping sources@") && shown.contains("1 file of mappings/schema"))
    }

    @Test func scriptsGetNamesHashesAndTexts() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let run = try hub.json("runs", "show", "1")
        let names = run["definition"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
        #expect(names == ["sources", "mappings/schema/pollution_source.yaml"])
        #expect(run["definition"]?[0]?["hash"] == run["version"] && run["definition"]?[0]?["text"] == nil)
        let texts = try hub.json("runs", "show", "1", "--definition")["definition"]
        #expect(texts?[1]?["text"]?.stringValue == SmallHub.schema)
    }

    /// Two versions share the texts that did not change.
    @Test func equalTextsAreKeptOnce() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        try hub.run("sync")
        try hub.write("mappings/sources.yaml", SmallHub.mapping(dates: "[yyyy-MM-dd, yyyy/MM/dd]"))
        try hub.run("sync")
        let database = try Database(path: hub.directory.path + "/state/envhub.db", mode: .readOnly)
        #expect(try database.integer("SELECT count(*) FROM hub_version WHERE kind = 'mapping'") == 2)
        #expect(try database.integer("SELECT count(*) FROM hub_version WHERE kind = 'schema'") == 1)
        #expect(try database.integer("SELECT count(*) FROM hub_version_part") == 2)
    }
}
