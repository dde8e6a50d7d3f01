import Testing

@testable import Mappings

/// Where fields stand, read from a text alone.
@Suite struct MappingLinesTests {
    private static let text = """
        mapping: transfers
        unheard_of: 这个版本不认识的键
        to:
          generator:
            entity: source
            fields:
              local_code: a
              name: { expr: "$.b", quite: new }
            children:
              transfer:
                fields: { number: n, receiver: { ref: receiver } }
          receiver:
            entity: source
            reference: true
            fields: { local_code: c, name: d }
          taker: { entity: source, fields: { local_code: e, name: f } }
        """

    private func places(_ field: String, _ entity: String, _ referred: String? = nil) -> [String] {
        MappingLines(text: Self.text).places(of: field, in: entity, referringTo: referred).map {
            "\($0.line):\($0.column)\($0.isImplied ? " implied" : "")"
        }
    }

    @Test func everyTargetThatFillsTheFieldIsNamed() {
        #expect(places("name", "source") == ["8:7", "16:53"])
        #expect(places("number", "transfer") == ["11:19"])
        #expect(places("phone", "source") == [] && places("name", "unknown") == [])
    }

    @Test func aReferenceMayBeLeftOut() {
        #expect(places("generator", "transfer", "source") == ["10:7 implied"])
        #expect(places("receiver", "transfer", "source") == ["11:30"])
        #expect(places("transfer", "source", "transfer") == [], "children are not referred to by themselves")
        #expect(places("generator", "transfer") == [])
    }

    @Test func aTextThatIsNoMappingHasNoLines() {
        #expect(MappingLines(text: "- 1\n- 2").places(of: "a", in: "b").isEmpty)
        #expect(MappingLines(text: "to: [").places(of: "a", in: "b").isEmpty)
    }
}
