import Model
import Testing

@Suite("Samples")
struct SampleBuilderTests {
    @Test(
        "What a value looks like",
        arguments: [
            ("", .empty), (" \u{3000}", .empty), ("0", .integer), ("12", .integer), ("-12", .integer),
            ("0.5", .decimal),
            ("012", .text), ("1.", .text), (".5", .text), ("1.2.3", .text), ("123456789012345", .integer),
            ("1234567890123456", .text), ("true", .bool), ("是", .text), ("2026-03-02", .date), ("2026年3月9日", .date),
            ("2026/3/9 10:00:00", .date), ("2026-03", .text), ("91310000071239318Q", .text), ("-", .text),
        ] as [(String, SampleVote)])
    func votes(text: String, expected: SampleVote) {
        #expect(SampleVote(Array(text.utf8).span) == expected)
    }

    @Test("Values are kept only where they may be, and at most fifty of them")
    func values() throws {
        var builder = SampleBuilder(keeping: ["$.code"])
        for number in 0..<200 {
            builder.addRecord()
            builder.add("$.code", text: "c\(number % 60)")
            builder.add("$.person", text: "王\(number)")
        }
        let profile = builder.profile
        #expect(profile.records == 200)
        let code = try #require(profile.fields["$.code"])
        #expect(code.count == 200 && code.values.count == SampleBuilder.mostValues && code.hasMore)
        #expect(code.values["c0"] == 4)
        let person = try #require(profile.fields["$.person"])
        #expect(person.count == 200 && person.values.isEmpty && !person.hasMore)
    }

    @Test("A source of endless names and long values fills no more than the limits")
    func limits() {
        var builder = SampleBuilder(keeping: Set((0..<2_000).map { "$.k\($0)" }))
        for number in 0..<2_000 {
            builder.addRecord()
            builder.add("$.k\(number)", text: String(repeating: "长", count: 400))
            builder.add("$.k\(number % 10)", text: "value \(number)")
        }
        let profile = builder.profile
        #expect(profile.hasMore && profile.fields.count <= SampleBuilder.mostFields)
        let bytes = profile.fields.reduce(0) {
            $0 + $1.key.utf8.count + $1.value.values.keys.reduce(0) { $0 + $1.utf8.count }
        }
        #expect(bytes <= SampleBuilder.mostBytes)
        #expect(profile.fields.values.allSatisfy { $0.values.keys.allSatisfy { $0.utf8.count <= 64 } })
    }

    @Test("Names with signs in them are written as paths of mappings are")
    func names() {
        #expect(SamplePath.member("a", of: "$") == "$.a")
        #expect(SamplePath.member("名称", of: "$.b") == "$.b.名称")
        #expect(SamplePath.member("a b", of: "$") == "$['a b']")
        #expect(SamplePath.member("it's", of: "$") == "$['it\\'s']")
        #expect(SamplePath.member("1a", of: "$") == "$['1a']")
        #expect(SamplePath.element("wf:waste", of: "") == "waste")
        #expect(SamplePath.element("@wf:unit", of: "waste") == "waste/@unit")
    }
}
