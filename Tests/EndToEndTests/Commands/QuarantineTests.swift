import JSON
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

    @Test func wrongNumbers() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        #expect(try hub.run("quarantine", "show", "99").status == 1)
        #expect(try hub.run("quarantine", "show", "R2103").status == 2)
        #expect(try hub.run("quarantine", "retry", "--since", "gestern").status == 2)
    }
}
