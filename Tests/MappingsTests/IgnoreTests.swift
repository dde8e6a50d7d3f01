import Diagnostics
import YAML
import Testing

@testable import Mappings

@Suite("Paths left out on purpose")
struct IgnoreTests {
    private func text(_ ignored: String) -> String {
        """
        mapping: m
        to:
          source:
            fields: { local_code: $.a, name: "$['b c']" }
        ignore: \(ignored)
        """
    }

    @Test("They are part of the compiled mapping")
    func compiled() throws {
        let bag = DiagnosticBag()
        let text = text("[$.x, \"$.list[*].y\", \"$['与 z']\"]")
        let file = ConfigFile(name: "m.yaml", bytes: Array(text.utf8), bag: bag)
        let mapping = try #require(CompiledMapping.compile(file, in: Fixture.context(.json)))
        #expect(mapping.ignored == ["$.x", "$.list[*].y", "$['与 z']"])
    }

    @Test(
        "Mistakes",
        arguments: [
            ("[x]", "not a path of JSON"), ("[$.a]", "is used by this mapping"), ("[$.x, $.x]", "stands twice"),
            ("[\"$.x y\"]", "is not a path"), ("[\"$['b c']\"]", "is used by this mapping"), ("$.x", "expected a list"),
        ]) func mistaken(_ ignored: String, _ said: String)
    {
        let bag = DiagnosticBag()
        let file = ConfigFile(name: "m.yaml", bytes: Array(text(ignored).utf8), bag: bag)
        _ = CompiledMapping.compile(file, in: Fixture.context(.json))
        #expect(bag.diagnostics.count == 1 && bag.diagnostics[0].message.contains(said), "\(bag.diagnostics)")
        #expect(bag.diagnostics.first?.location?.range.start.line == 5)
    }

    @Test("Columns are named as they are")
    func columns() {
        let bag = DiagnosticBag()
        let text = "mapping: m\nto:\n  source:\n    fields: { local_code: 编码 }\nignore: [产生量(t), 编码]\n"
        _ = CompiledMapping.compile(
            ConfigFile(name: "m.yaml", bytes: Array(text.utf8), bag: bag), in: Fixture.context(.columns))
        #expect(bag.diagnostics.map(\.message) == ["`编码` is used by this mapping and left out"])
    }
}
