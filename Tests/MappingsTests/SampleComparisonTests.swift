import Diagnostics
import Model
import Testing
import YAML

@testable import Mappings

@Suite("Mappings held against samples")
struct SampleComparisonTests {
    /// What is told, as `line code message; evidence; help`.
    private func told(_ text: String, _ paths: [String: [String]], records: Int = 4) throws -> [String] {
        let bag = DiagnosticBag()
        let file = ConfigFile(name: "m.yaml", bytes: Array(text.utf8), bag: bag)
        let mapping = try #require(
            CompiledMapping.compile(file, in: Fixture.context(.json)), "\(TextRenderer().render(bag.diagnostics))")
        var builder = SampleBuilder(keeping: mapping.pathsWithExamples)
        for _ in 0..<records { builder.addRecord() }
        for (path, values) in paths {
            for value in values { builder.add(path, text: value) }
            if values.isEmpty { builder.add(path, .list) }
        }
        mapping.check(against: builder.profile, note: "n", into: bag)
        return bag.diagnostics.map {
            "\($0.location?.range.start.line ?? 0) \($0.code.id) \($0.message); \($0.evidence)"
                + $0.help.map { "; " + $0 }.joined()
        }
    }

    private static let permit = """
        mapping: m
        to:
          source: { fields: { local_code: $.code, name: [$.name, $.old] } }
          permit:
            fields:
              number: $.no
              status: $.state
              valid_to: { from: $.until, null_if: [长期] }
            children:
              outlet:
                each: $.outlets[*]
                fields: { code: $.code, medium: $.medium }
        """

    private static let good: [String: [String]] = [
        "$.code": ["1"], "$.name": ["甲"], "$.no": ["2"], "$.state": ["active", " active "],
        "$.until": ["2026-03-02", "长期"],
        "$.outlets": [], "$.outlets[*]": [], "$.outlets[*].code": ["a"], "$.outlets[*].medium": ["废水"],
    ]

    @Test("A mapping that fits is told nothing; a path that stands in for another may be absent")
    func fits() throws {
        let found = try told(Self.permit, Self.good)
        #expect(found == [])
        #expect(try told(Self.permit, [:], records: 0) == [])
    }

    @Test("A path in no record: near another it is an error, else a warning")
    func paths() throws {
        var sample = Self.good
        sample["$.no"] = nil
        sample["$.nos"] = ["2", "3"]
        sample["$.until"] = nil
        let found = try told(Self.permit, sample)
        #expect(
            found == [
                "6 E2101 source path matches nothing; in 0 of 4 sample records; "
                    + "did you mean `$.nos`? in 2 of 4 sample records, integer",
                "8 W2101 source path not seen in any sample record; in 0 of 4 sample records",
            ])
    }

    @Test("A list that is not there is told once, and nothing of what would be in it")
    func lists() throws {
        var sample = Self.good.filter { !$0.key.hasPrefix("$.outlets") }
        sample["$.outlet"] = []
        let found = try told(Self.permit, sample)
        #expect(
            found == [
                "11 E2101 source path matches nothing; in 0 of 4 sample records; "
                    + "did you mean `$.outlet`? in 1 of 4 sample records, list"
            ])
    }

    @Test("Paths below a list are counted by its items, and suggested as they are written there")
    func items() throws {
        var sample = Self.good
        sample["$.outlets[*].medium"] = nil
        sample["$.outlets[*].medum"] = ["废水"]
        let found = try told(Self.permit, sample)
        #expect(
            found == [
                "12 E2101 source path matches nothing; in 0 of 1 sample items of `$.outlets`; "
                    + "did you mean `$.medum`? in 1 of 1 sample items of `$.outlets`, text"
            ])
    }

    @Test("Codes and days that were seen, with how often")
    func values() throws {
        var sample = Self.good
        sample["$.state"] = ["active", "注销", "注销", "停用"]
        sample["$.until"] = ["2026年3月2日", "长期"]
        let found = try told(Self.permit, sample)
        #expect(
            found == [
                "7 W2402 2 observed values are not in `status`; \"注销\" ×2, \"停用\" ×1; "
                    + "add them to the aliases of `status`, or to `codes:`",
                "8 W2503 an observed value is not written as `yyyy-MM-dd`; \"2026年3月2日\" ×1; "
                    + "add their pattern to `date:`, or marks for none to `null_if:`",
            ])
        let kept = Self.permit.replacing("status: $.state", with: "status: { from: $.state, unknown: keep+flag }")
        sample["$.until"] = nil
        sample["$.until"] = ["2026-03-02"]
        #expect(try told(kept, sample) == [])
    }

    @Test("One path read in several places is told once, with the others beside it")
    func several() throws {
        let text =
            "mapping: m\nto:\n  source:\n    fields:\n      local_code: $.x\n      name: { expr: 'upper($.x)' }\n"
        let found = try told(text, ["$.y": ["1"]])
        #expect(found.count == 1 && found[0].hasPrefix("5 W2101"))
    }

    @Test("Positions and other paths that a sample cannot follow are left alone")
    func positions() throws {
        let text = "mapping: m\nto: { source: { fields: { local_code: \"$.list[0].x\" } } }\n"
        #expect(try told(text, ["$.list[*].y": ["1"]]) == [])
    }
}
