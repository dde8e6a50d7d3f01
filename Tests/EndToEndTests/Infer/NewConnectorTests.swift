import Inference
import Testing

/// `envhub new connector`
@Suite struct NewConnectorTests {
    /// A blank is sound: what is to be filled in is said, and `check` reads it.
    @Test(arguments: BlankConnector.kinds) func blanksPassCheck(_ kind: String) throws {
        let hub = try InferTests.EmptyHub()
        let outcome = try hub.run("new", "connector", "x", "--kind", kind, "--entity", "permit_limit")
        #expect(outcome.status == 0, "\(outcome.out)\(outcome.err)")
        #expect(outcome.out.contains("connectors/x.yaml:3: title: x  # fill in"))
        #expect(outcome.out.contains("mappings/x.yaml") && outcome.out.contains("pollutant: "))
        let check = try hub.run("check")
        #expect(check.status == 0, "\(check.out)")
        #expect(try hub.text("connectors/x.yaml").contains("kind: \(kind)\n"))
        #expect(try hub.run("new", "connector", "x", "--kind", kind).status == 1)
    }

    @Test func mistakesAreExplained() throws {
        let hub = try InferTests.EmptyHub()
        #expect(try hub.run("new", "connector", "x", "--kind", "filez").err.contains("did you mean `files`?"))
        #expect(try hub.run("new", "connector", "../x", "--kind", "files").err.contains("a name has letters"))
        #expect(try hub.run("new", "connector", "x").err.contains("--kind is needed"))
        #expect(try hub.run("new", "connector", "x", "--kind", "files", "--entity", "outlt").err.contains("`outlet`"))
    }
}
