import Storage
import Testing

@testable import Sync

@Suite("contract: unknown_field") struct FieldDriftTests {
    @Test("What appears later is told once; what was there from the beginning never")
    func report() async throws {
        let fixture = try RunFixture(csv: "no,mass,note\np0,1,x\n")
        #expect(try await fixture.sync().message == nil)
        try fixture.write("inbox/permits.csv", "no,mass,note,colour,\np0,1,x,red,\n")
        let run = try await fixture.sync()
        #expect(run.state == .ok && run.code == "unknown_field")
        #expect(
            run.message
                == "the source has the field `colour` that it did not have before and that the mapping does not know")
        #expect(try await fixture.sync().message == nil)
    }

    @Test("`ignore` says nothing, `fail` stops before anything is stored", arguments: ["ignore", "fail"])
    func reactions(reaction: String) async throws {
        let fixture = try RunFixture(csv: "no,mass\np0,1\n", extra: "contract: { unknown_field: \(reaction) }")
        #expect(try await fixture.sync().state == .ok)
        try fixture.write("inbox/permits.csv", "no,mass,颜色\np0,2,红\n")
        let run = try await fixture.sync()
        guard reaction == "fail" else {
            #expect(run.state == .ok && run.message == nil)
            return
        }
        #expect(run.state == .failed && run.code == "unknown_field" && run.counts.read == 0)
        #expect(run.message?.contains("permits.csv has the field `颜色` that the mapping does not know") == true)
    }

    @Test("What the mapping leaves out on purpose is known", arguments: ["report", "fail"])
    func ignored(reaction: String) async throws {
        let fixture = try RunFixture(csv: "no,mass\np0,1\n", extra: "contract: { unknown_field: \(reaction) }")
        try fixture.write(
            "mappings/permits.yaml",
            "mapping: permits\nto: { permit: { fields: { number: no, mass: mass } } }\nignore: [colour, 备注]\n")
        _ = try await fixture.sync()
        try fixture.write("inbox/permits.csv", "no,mass,colour,备注\np0,2,red,无\n")
        let run = try await fixture.sync()
        #expect(run.state == .ok && run.message == nil && run.counts.stored == 1)
    }

    @Test("Members of JSON records are fields too, and lists that are read are known")
    func json() async throws {
        let fixture = try PreviewFixture()
        #expect(try await fixture.sync().message == nil)
        try fixture.write("inbox/b.json", #"[{"no":"p9","kind":"key","outlets":[],"remark":{"a":1},"who":null}]"#)
        let run = try await fixture.sync()
        #expect(run.message?.contains("2 fields `remark`, `who`") == true)
    }
}
