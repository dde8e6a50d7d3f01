import Diagnostics
import Model
import Testing

@testable import Identity

@Suite struct IdentityRulesTests {
    private static let schema: UnifiedSchema = {
        var permit = EntitySchema(
            name: "permit", prefix: "pm", title: Title(zh: "证", en: "Permit"), identity: .keyed, key: ["number"])
        permit.fields = [FieldSchema(name: "number", type: .text, title: permit.title)]
        return UnifiedSchema(entities: [Members.schema, permit])
    }()

    private func read(_ text: String, systems: [String]? = ["permit", "waste"]) -> (IdentityRules?, [Diagnostic]) {
        let bag = DiagnosticBag()
        let rules = IdentityRules.read(
            name: "mappings/identity.yaml", bytes: Array(text.utf8), schema: Self.schema, systems: systems, into: bag)
        return (rules, bag.diagnostics)
    }

    @Test func everythingThatCanBeSaid() throws {
        let (read, found) = read(
            """
            entities:
              works:
                trust: [waste, permit]
                fields:
                  name: { rule: most_complete, trust: [permit] }
                  aliases: { rule: union }
                  location: { rule: accuracy, accuracy: { permit: 50 m, waste: 1.5km } }
            weights:
              link: 3.5
              name.same: -1
              common.river: 4.25
              links_placeless: 0
            """)
        let rules = try #require(read, "\(TextRenderer().render(found))")
        #expect(rules.fieldCount == 3)
        var weights = LinkWeights.standard
        (weights.link, weights.linksPlaceless) = (3.5, false)
        weights[.name, NameComparer.same] = -1
        weights.commonness.table[NameUnit.word(ScalarText.scalars("river")[...])] = 34
        #expect(rules.weights == weights)
        let works = try #require(rules.survivorship["works"])
        #expect(works.fields.map(\.rule) == [.trusted, .mostComplete, .union, .trusted, .accuracy])
        #expect(works.fields[4].metres == ["permit": 50, "waste": 1500])
        #expect(works.orders == [TrustOrder(["waste", "permit"]), TrustOrder(["permit"])])
        #expect(works.fields.map(\.order) == [0, 1, 0, 0, 0])
    }

    @Test func withoutTheFileEverythingIsStandard() {
        let rules = IdentityRules.standard(for: Self.schema)
        #expect(rules.weights == .standard)
        #expect(rules.survivorship == ["works": .standard(for: Members.schema)])
        let same = read("weights: { link: 3 }").0
        #expect(same?.weights == rules.weights && same?.survivorship == rules.survivorship)
        #expect(same?.version != rules.version, "another file may say other things")
    }

    /// What is wrong in one line below `entities: works:`, and what is told of it.
    @Test(arguments: [
        ("trusts: [permit]", "E1003", "did you mean `trust`?"),
        ("trust: permit", "E1006", "expected a list"),
        ("trust: [permits]", "E1007", "did you mean `permit`?"),
        ("trust: [permit, permit]", "E1009", "stands twice"),
        ("fields: [name]", "E1006", "expected a mapping"),
        ("fields: { nmae: { rule: newest } }", "E2104", "did you mean `name`?"),
        ("fields: { name: newest }", "E1006", "expected a mapping"),
        ("fields: { name: { rules: newest } }", "E1003", "did you mean `rule`?"),
        ("fields: { name: { rule: latest } }", "E1007", "allowed: trusted, newest"),
        ("fields: { name: { rule: union } }", "E2801", "trusted, newest, most_complete, majority"),
        ("fields: { days: { rule: most_complete } }", "E2801", "does not fit `days`"),
        ("fields: { aliases: { rule: accuracy } }", "E2801", "trusted, newest, most_complete, majority, union"),
        ("fields: { aliases: { rule: accuracy, accuracy: { permit: 5 m } } }", "E2801", "does not fit"),
        ("fields: { location: { rule: newest, accuracy: { permit: 5 m } } }", "E1010", "write `rule: accuracy`"),
        ("fields: { location: { accuracy: { permit: 5 m } } }", "E1010", "write `rule: accuracy`"),
        ("fields: { location: { rule: accuracy, accuracy: { permits: 5 m } } }", "E1007", "did you mean `permit`?"),
        ("fields: { location: { rule: accuracy, accuracy: { permit: 5 } } }", "E1007", "such as `50 m`"),
        ("fields: { location: { rule: accuracy, accuracy: { permit: 0 m } } }", "E1007", "such as `50 m`"),
        ("fields: { location: { rule: accuracy, accuracy: { permit: -5 m } } }", "E1007", "such as `50 m`"),
        ("fields: { location: { rule: accuracy, accuracy: { permit: 5 miles } } }", "E1007", "such as `50 m`"),
        ("fields: { location: { rule: accuracy, accuracy: { permit: 2000 km } } }", "E1007", "such as `50 m`"),
        ("fields: { location: { rule: accuracy, accuracy: 5 m } }", "E1006", "expected a mapping"),
    ])
    func mistakesOfAnEntity(line: String, code: String, says: String) {
        let (rules, found) = read("entities:\n  works:\n    \(line)\n")
        expect(rules, found, code, says, line: 3)
    }

    @Test(arguments: [
        ("entitis: {}", "E1003", "did you mean `entities`?"), ("entities: [works]", "E1006", "expected a mapping"),
        ("entities: { work: {} }", "E2103", "did you mean `works`?"),
        ("entities: { permit: {} }", "E1007", "identity: linked"), ("entities: { works: [] }", "E1006", "a mapping"),
        ("weights: 3", "E1006", "expected a mapping"), ("weights: { lnik: 3 }", "E1003", "did you mean `link`?"),
        ("weights: { name.missing: 3 }", "E1003", "no weight `name.missing`"),
        ("weights: { name.same: much }", "E1007", "not a number"),
        ("weights: { link: 1001 }", "E1007", "-1000 to 1000"),
        ("weights: { links_placeless: 2 }", "E1007", "1 for yes"),
        ("weights: { common.river: 32 }", "E1007", "0 to 31"),
        ("weights: { common.a b: 1 }", "E1003", "no weight"), ("", "E1005", "the file is empty"),
    ])
    func mistakesOfTheFile(text: String, code: String, says: String) {
        let (rules, found) = read(text)
        expect(rules, found, code, says, line: 1)
    }

    private func expect(
        _ rules: IdentityRules?, _ found: [Diagnostic], _ code: String, _ says: String, line: Int
    ) {
        #expect(rules == nil)
        #expect(found.map(\.code.id) == [code], "\(TextRenderer().render(found))")
        #expect(found.first?.location?.description.hasPrefix("mappings/identity.yaml:\(line):") == true)
        #expect(TextRenderer().render(found).contains(says), "\(TextRenderer().render(found))")
    }

    /// A connector that could not be read may be of any system.
    @Test func whereSystemsAreNotKnownAnyIsTaken() {
        let text = "entities: { works: { trust: [x], fields: { location: { rule: accuracy, accuracy: { y: 5 m } } } } }"
        #expect(read(text, systems: nil).1.isEmpty)
        #expect(read(text).1.count == 2)
    }

    @Test func everyWeightHasItsName() {
        var weights = LinkWeights.standard
        for name in LinkWeights.names { #expect(LinkWeights.isName(name[...]) && weights.set(name[...], 1)) }
        #expect(weights.link == 1 && weights[.industry, 3] == 1)
    }
}
