import Foundation
import JSON
import Testing

@Suite struct PreviewCommandTests {
    private static func changed(_ hub: SmallHub) throws {
        let rows = SmallHub.rows.replacing("A5,阳山县屠宰场,2019-01-02", with: "A6,清新县鞋厂,2020-01-02")
            .replacing("2011-05-06", with: "2012-05-06")
        try hub.write("in/sources.csv", rows)
    }

    /// The whole text, as the design has it.
    @Test func shownForPeople() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        try Self.changed(hub)
        let outcome = try hub.run("preview", "sources")
        #expect(outcome.status == 0)
        #expect(
            outcome.out == """
                  5 read → 2 unchanged, 1 would change, 1 new, 1 quarantined (1 held already)
                  1 of 6 records absent: a run would delete what is absent
                  changed  A1
                    pollution_source A1   established_on: 2011-05-06 → 2012-05-06
                  new      A6
                    pollution_source A6   new, 3 values

                """)
        #expect(try hub.json("runs").arrayValue?.count == 1)
    }

    @Test func outputIsBounded() throws {
        let hub = try SmallHub()
        let few = try hub.run("preview", "sources", "--show", "1").out
        #expect(few.contains("… and 3 records more") && few.contains("held     A3   R2103"))
        #expect(try hub.run("preview", "sources", "--limit", "2").out.contains("the source has more"))
        #expect(!FileManager.default.fileExists(atPath: hub.directory.path + "/state"))
    }

    @Test func scriptsReadJSON() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        try Self.changed(hub)
        let found = try hub.json("preview", "sources")
        #expect(found["changed"] == 1 && found["new"] == 1 && found["unchanged"] == 2 && found["held_already"] == 1)
        #expect(found["absence"]?["absent"] == 1)
        #expect(found["records"]?[0]?["rows"]?[0]?["fields"]?[0]?["new"] == "2012-05-06")
    }

    @Test func mistakesOfTheCall() throws {
        let hub = try SmallHub()
        #expect(try hub.run("preview").status == 2)
        let unknown = try hub.run("preview", "sorces")
        #expect(unknown.status == 2 && unknown.err.contains("sources"))
        try hub.write("connectors/sources.yaml", SmallHub.connector.replacing("folder: in", with: "folder: out"))
        #expect(try hub.run("preview", "sources").status == 1)
    }

    @Test func whileServing() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        let serving = try ServingHub(hub)
        let outcome = try hub.run("preview", "sources")
        #expect(serving.stop() == 0)
        #expect(outcome.status == 0 && outcome.out.contains("unchanged"))
    }
}
