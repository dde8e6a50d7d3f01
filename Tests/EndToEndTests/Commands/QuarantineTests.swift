import Foundation
import JSON
import SQLite
import Storage
import Testing

@Suite struct QuarantineTests {
    @Test func showAndRetry() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let list = try hub.json("quarantine", "list")
        #expect(list.arrayValue?.count == 1 && list[0]?["code"] == "R2103" && list[0]?["count"] == 1)
        #expect(list[0]?["target"] == "pollution_source.established_on")
        let shown = try hub.run("quarantine", "show", "--code", "r2103").out
        for part in ["R2103", "A3", "2013/09/10", "sources.csv", "连州市造纸厂", "date: yyyy-MM-dd", "retry --code R2103"] {
            #expect(shown.contains(part), "\(part)")
        }
        let still = try hub.json("quarantine", "retry", "--all")[0]
        #expect(still?["mode"] == "retry" && still?["quarantined"] == 1 && still?["stored"] == 0)

        try hub.write("mappings/sources.yaml", SmallHub.mapping(dates: "[yyyy-MM-dd, yyyy/MM/dd]"))
        let mended = try hub.json("quarantine", "retry", "--code", "R2103", "--connector", "sources")[0]
        #expect(mended?["stored"] == 1 && mended?["quarantined"] == 0 && mended?["balanced"] == true)
        #expect(try hub.json("quarantine", "list").arrayValue?.isEmpty == true)
        #expect(try hub.json("feed", "show", "partners")["entities"]?[0]?["records"] == 5)
        #expect(try hub.json("quarantine", "show", "1")[0]?["open"] == false)
    }

    /// A document whose lines end with CR LF and begin with tabs is shown line by line.
    @Test func documentsAreShownAsTheyAreLaidOut() throws {
        let hub = try SmallHub()
        try hub.write(
            "connectors/sources.yaml",
            "connector: sources\nkind: files\nfiles: { folder: in, pattern: '*.json', format: json, stable_for: 0s }\n"
                + "identity: $.编码\nsync: { mode: snapshot, deletes: none }\n")
        let mapping = SmallHub.mapping(dates: "yyyy-MM-dd")
        try hub.write(
            "mappings/sources.yaml",
            ["编码", "名称", "成立日期"].reduce(mapping) { $0.replacing(" \($1)", with: " $.\($1)") })
        try hub.write("in/a.json", "{\r\n\t\"编码\": \"Z9\",\r\n\t\"成立日期\": \"昨天\"\r\n}\r\n")
        try hub.run("sync")
        let shown = try hub.run("quarantine", "show").out
        #expect(shown.contains("raw      {\n"), "\(shown)")
        #expect(shown.contains("             \"编码\": \"Z9\",\n"), "\(shown)")
    }

    /// What came since is newer than what was held.
    @Test func anOlderRecordOverwritesNothing() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        try hub.write("in/sources.csv", SmallHub.rows.replacing("连州市造纸厂,2013/09/10", with: "连州市新造纸厂,2014-09-10"))
        try hub.run("sync")
        try hub.write("mappings/sources.yaml", SmallHub.mapping(dates: "[yyyy-MM-dd, yyyy/MM/dd]"))
        let retry = try hub.run("quarantine", "retry", "--all")
        #expect(retry.status == 0 && retry.out.contains("nothing is held"))
    }

    /// A record that names a thing nobody has told of waits for it, if its mapping says so; its lists are read in place.
    @Test func aRecordWaitsForWhatItRefersTo() throws {
        let hub = try SmallHub()
        try hub.write(
            "connectors/permits.yaml",
            """
            connector: permits
            kind: files
            system: sources
            files: { folder: permits, pattern: "*.ndjson", format: ndjson, stable_for: 0s }
            identity: $.no
            sync: { mode: snapshot, deletes: snapshot }
            """)
        try hub.write(
            "mappings/permits.yaml",
            """
            mapping: permits
            to:
              holder: { entity: pollution_source, reference: true, missing: quarantine, fields: { local_code: $.holder } }
              permit:
                fields:
                  number: $.no
                  source: { ref: holder }
                  mass: { expr: 'sum(map($.limits[*], l => if l.kind == "年" then decimal(l.v) else null))' }
                  tags: { expr: 'join($.tags[*], "+")' }
            """)
        try hub.write(
            "mappings/schema/permit.yaml",
            """
            entity: permit
            prefix: pm
            title: { zh: 许可证, en: Permit }
            identity: keyed
            key: [number]
            fields:
              number: { type: text, title: { zh: 编号, en: Number }, required: true }
              source: { type: ref(pollution_source), title: { zh: 源, en: Source }, required: true }
              mass: { type: decimal, title: { zh: 总量, en: Mass } }
              tags: { type: text, title: { zh: 标签, en: Tags } }
            """)
        try hub.write(
            "permits/a.ndjson",
            #"{"no":"p1","holder":"A9","tags":["a","b"],"limits":[{"kind":"年","v":1.5},{"kind":"日","v":9},{"kind":"年","v":"2"}]}"#
                + "\n")
        try hub.run("sync")
        let held = try hub.json("quarantine", "list")
        #expect(held.arrayValue?.contains { $0["code"] == "R2112" && $0["target"] == "holder" } == true)
        try hub.write("in/sources.csv", SmallHub.rows + "A9,清远市新厂,2020-01-01\n")
        try hub.run("sync", "sources")
        #expect(try hub.json("quarantine", "retry", "--code", "R2112")[0]?["stored"] == 1)
        let store = try Store(path: hub.directory.appendingPathComponent("state/envhub.db").path)
        let rows = try store.all(
            "SELECT p.mass, p.tags, s.name FROM permit p JOIN pollution_source s ON s.id = p.source"
        ) {
            row in (0..<3).map { row.text($0) ?? "" }
        }
        #expect(rows == [["3.5", "a+b", "清远市新厂"]])
    }

    /// A row of the wrong number of columns has no key; mended by hand it comes by its own.
    @Test func brokenRowsAreShownSafely() throws {
        let hub = try SmallHub()
        try hub.write("in/sources.csv", "编码,名称,成立日期\nB1,a\u{1b}[31mb\n")
        #expect(try hub.json("sync")[0]?["quarantined"] == 1)
        let shown = try hub.run("quarantine", "show", "1").out
        #expect(shown.contains("\\u{1b}[31m") && !shown.contains("\u{1b}[31m"))
        #expect(shown.contains("R1001") && shown.contains("a line break cut the row"))
        #expect(shown.contains("same     1 record since"))
        #expect(try hub.json("quarantine", "show", "1")[0]?["raw"]?.stringValue?.contains("B1") == true)
    }

    /// A part of a record is held while the record is stored: no count of records shows it.
    @Test func heldPartsAreTold() throws {
        let hub = try PartsHub()
        let sync = try hub.run("sync").out
        #expect(sync.contains("parts held"), "\(sync)")
        #expect(
            sync.contains("nest: 2 parts of records are held, the rest is stored: envhub quarantine list"), "\(sync)")
        // The second finds the record unchanged, and the parts are held all the same.
        #expect(try hub.run("sync").out.contains("2 parts of records are held"))
        #expect(try hub.run("runs").out.contains("parts held"))
        #expect(try hub.run("runs", "show", "1").out.contains("2 parts of stored records are in quarantine"))
        let retry = try hub.run("quarantine", "retry", "--all").out
        #expect(retry.contains("1 record and 2 parts of records are still held"), "\(retry)")
        let told = try hub.json("quarantine", "retry", "--connector", "nest")[0]
        #expect(told?["still_held"] == 1 && told?["still_held_parts"] == 2)
        try hub.mapping("{ from: $.v, null_if: [much] }")
        let last = try hub.run("quarantine", "retry", "--all").out
        #expect(last.contains("1 record and 1 part of a record are still held"), "\(last)")
        #expect(try hub.run("quarantine", "list").out.contains("2 held;"))
    }

    @Test func entriesAreDropped() throws {
        let hub = try SmallHub()
        try hub.write("in/sources.csv", SmallHub.rows + "B1\n")
        try hub.run("sync")
        #expect(try hub.run("quarantine", "show", "--code", "R1001").out.contains("envhub quarantine drop 2"))
        #expect(try hub.run("quarantine", "drop").status == 2)
        #expect(try hub.run("quarantine", "drop", "1", "--code", "R1001").status == 2)
        #expect(try hub.run("quarantine", "drop", "1", "99").status == 1)
        #expect(try hub.json("quarantine", "list").arrayValue?.count == 2)
        let dropped = try hub.json("quarantine", "drop", "--code", "r1001")[0]
        #expect(dropped?["mode"] == "drop" && dropped?["dropped"]?.arrayValue?.count == 1)
        let said = try hub.run("quarantine", "drop", "1").out
        #expect(said.contains("1 held entry was dropped: 1 of R2103") && said.contains("is held again"), "\(said)")
        #expect(try hub.run("quarantine", "list").out == "nothing is held\n")
        #expect(try hub.run("runs").out.contains("1 held entry was dropped"))
        let shown = try hub.run("runs", "show", "2")
        #expect(shown.status == 0 && shown.out.contains("mode      drop, 0 pages\n"), "\(shown.out)")
        #expect(try hub.json("sync")[0]?["quarantined"] == 2)
        #expect(try hub.run("quarantine", "drop", "--code", "R1040").out.contains("nothing is held that fits"))
    }

    @Test func wrongNumbers() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        #expect(try hub.run("quarantine", "show", "99").status == 1)
        #expect(try hub.run("quarantine", "show", "R2103").status == 2)
        #expect(try hub.run("quarantine", "retry", "--since", "gestern").status == 2)
    }
}
