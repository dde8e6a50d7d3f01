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
