import JSON
import Testing

@Suite struct CheckTests {
    @Test func goodFiles() throws {
        let outcome = try SmallHub().run("check")
        #expect(
            outcome.status == 0
                && outcome.out.hasPrefix("everything is right: 1 connector, 1 mapping, 1 feed, 1 entity, "))
        #expect(outcome.out.split(separator: "\n").count == 1)
    }

    /// mappings/identity.yaml is no mapping, is counted, and its systems are those of the connectors.
    @Test func identityFile() throws {
        let hub = try SmallHub()
        let rules = "entities: { pollution_source: { trust: [sources], fields: { name: { rule: newest } } } }\n"
        try hub.write("mappings/identity.yaml", rules)
        let counted = try hub.run("check")
        #expect(counted.status == 0 && counted.out.hasSuffix(", 1 identity rule\n"), "\(counted.out)")
        try hub.write("mappings/identity.yaml", rules.replacing("[sources]", with: "[source]"))
        let wrong = try hub.run("check")
        #expect(wrong.status == 1 && wrong.out.contains("mappings/identity.yaml:1:41"), "\(wrong.out)")
        #expect(wrong.out.contains("did you mean `sources`?"))
        // The system may be that of the connector that cannot be read: one mistake is told once.
        try hub.write("connectors/more.yaml", SmallHub.connector.replacing("kind: files", with: "kind: flies"))
        #expect(try hub.json("check")["diagnostics"]?.arrayValue?.count == 1)
    }

    /// All mistakes of all files at once, each with its place.
    @Test func brokenFiles() throws {
        let hub = try SmallHub()
        try hub.write("mappings/sources.yaml", SmallHub.mapping(dates: "yyyy-QQ").replacing("from:", with: "form:"))
        try hub.write("mappings/feeds/partners.yaml", SmallHub.feed.replacing("[name,", with: "[nmae,"))
        try hub.write("connectors/more.yaml", SmallHub.connector.replacing("kind: files", with: "kind: flies"))
        let outcome = try hub.run("check")
        #expect(outcome.status == 1)
        #expect(outcome.out.contains("error[E1003]") && outcome.out.contains("mappings/sources.yaml:9:"))
        #expect(outcome.out.contains("mappings/feeds/partners.yaml:7:"))
        #expect(outcome.out.contains("connectors/more.yaml:3:"))
        let found = try hub.json("check")
        let codes = (found["diagnostics"] ?? found).arrayValue?.compactMap { $0["code"]?.stringValue } ?? []
        #expect(codes.contains("E1003") && codes.count >= 3)
    }

    /// Mistakes that only show when files are held together have their place too, and one cause is told once.
    @Test func everythingHasItsPlace() throws {
        let hub = try SmallHub()
        try hub.write("connectors/twin.yaml", SmallHub.connector.replacing("mapping: sources", with: "mapping: source"))
        try hub.write(
            "connectors/late.yaml",
            SmallHub.connector.replacing("connector: sources", with: "connector: late")
                + "\n  schedule: { cron: \"61 * * * *\" }")
        try hub.write(
            "mappings/extra.yaml",
            SmallHub.mapping(dates: "yyyy-QQ").replacing("mapping: sources", with: "mapping: extra"))
        let found = try hub.json("check")["diagnostics"]?.arrayValue ?? []
        let told = found.map {
            "\($0["file"]?.stringValue ?? "") \($0["line"]?.intValue ?? 0) \($0["code"]?.stringValue ?? "")"
        }
        #expect(
            told.sorted() == [
                "connectors/late.yaml 15 E1007", "connectors/twin.yaml 1 E1009", "connectors/twin.yaml 4 E1011",
                "mappings/extra.yaml 9 E2501",
            ])
        for one in found {
            #expect(one["severity"]?.stringValue == "error" && one["message"]?.stringValue?.isEmpty == false)
            #expect(one["column"]?.intValue != nil && one["range"]?["start"]?["character"]?.intValue != nil)
        }
    }

    /// After a run, check holds the mapping against what the run saw.
    @Test func samples() throws {
        let hub = try SmallHub()
        #expect(try hub.run("sync").status != 2)
        let warned = try hub.run("check")
        #expect(warned.status == 0 && warned.out.contains("warning[W2503]") && warned.out.contains("\"2013/09/10\" ×1"))
        try hub.write(
            "mappings/sources.yaml", SmallHub.mapping(dates: "[yyyy-MM-dd, yyyy/MM/dd]").replacing("名称", with: "名稱"))
        let wrong = try hub.run("check")
        #expect(wrong.status == 1 && wrong.out.contains("error[E2101]") && wrong.out.contains("did you mean `名称`?"))
        #expect(wrong.out.contains("in 0 of 5 sample records") && !wrong.out.contains("W2503"))
    }

    @Test func wrongSchedule() throws {
        let hub = try SmallHub()
        let schedule = "\n  schedule: { cron: \"61 * * * *\" }"
        try hub.write("connectors/sources.yaml", SmallHub.connector + schedule)
        let outcome = try hub.run("check")
        #expect(outcome.status == 1 && outcome.out.contains("`61` is no minute"))
    }

    @Test func brokenFilesStopASync() throws {
        let hub = try SmallHub()
        try hub.write("connectors/sources.yaml", "connector: [")
        let outcome = try hub.run("sync")
        #expect(outcome.status == 1 && outcome.err.contains("connectors/sources.yaml:"))
        #expect(outcome.err.contains("nothing was done") && outcome.out.isEmpty)
    }
}
