import Foundation
import JSON
import Testing

@Suite struct FeedDiffTests {
    /// A changed feed file is shown before it holds, and holds with the next command that opens the store for writing.
    @Test func whatAChangeWouldTell() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        #expect(try hub.run("feed", "diff").out == "nothing: the feeds are as their files say\n")
        let count = try hub.json("feed", "show", "partners")["entities"]?[0]?["records"]?.intValue ?? 0
        let head = try hub.json("feed", "show", "partners")["head"]
        #expect(count == 4)
        try hub.write(
            "mappings/feeds/partners.yaml",
            SmallHub.feed.replacing(
                "{ columns: [name, established_on] }", with: "{ columns: [name], where: established_on is not null }"))
        let diff = try hub.json("feed", "diff", "partners")
        #expect(diff[0]?["feed"] == "partners" && diff[0]?["kind"] == "changed")
        let entity = diff[0]?["entities"]?[0]
        #expect(entity?["come"] == 0 && entity?["leave"] == 1 && entity?["change"] == 3 && entity?["as_before"] == 0)
        #expect(entity?["examples"]?.arrayValue?.count == 4)
        let text = try hub.run("feed", "diff", "partners")
        #expect(text.status == 0 && text.out.contains("partners   would tell 4 lines; cursors go on"), "\(text.out)")
        #expect(try hub.json("feed", "show", "partners")["head"] == head, "nothing was written")
        try hub.run("sync")
        #expect(try hub.run("feed", "diff").out == "nothing: the feeds are as their files say\n")
        let after = try hub.json("feed", "show", "partners")
        #expect(after["entities"]?[0]?["records"] == 3 && after["head"]?.intValue == (head?.intValue ?? 0) + 4)
        #expect(try hub.run("feed", "diff", "partner").status == 2)
    }
}
