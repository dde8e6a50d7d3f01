import Diagnostics
import Foundation
import Model
import Testing

@testable import Identity

/// The example of docs/identity.md: its file, its members, and what survives.
@Suite struct GoldenRecordPageTests {
    private static let root = #filePath.replacing(/Tests\/IdentityTests\/.*/, with: "")
    private static let systems = ["discharge-permit", "hazardous-waste", "solid-waste"]

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: Self.root + name, encoding: .utf8)
    }

    private func schema() throws -> UnifiedSchema {
        let bag = DiagnosticBag()
        let name = "mappings/schema/pollution_source.yaml"
        return try #require(SchemaReader.read([(name, Array(try text(name).utf8))], into: bag))
    }

    private func rules(_ text: String, _ schema: UnifiedSchema) throws -> IdentityRules {
        let bag = DiagnosticBag()
        let systems = Self.systems + ["monitoring", "online-monitoring"]
        let rules = IdentityRules.read(
            name: "mappings/identity.yaml", bytes: Array(text.utf8), schema: schema, systems: systems, into: bag)
        return try #require(rules, "\(TextRenderer().render(bag.diagnostics))")
    }

    @Test func whatThePageSaysSurvives() throws {
        let page = try text("docs/identity.md")
        let file = try #require(page.firstMatch(of: /```yaml file=mappings\/identity.yaml\n([^`]*)```/)?.output.1)
        let schema = try schema()
        let entity = try #require(schema.entity("pollution_source"))
        let rules = try #require(try rules(String(file), schema).survivorship[entity.name])
        // The table's lines: a field, then what each member says.
        let lines = page.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false) }
        let table = lines.filter { $0.count == 6 }.map { $0[1...4].map { $0.trimmingCharacters(in: .whitespaces) } }
        let members = Self.systems.indices.map { place in
            member(Dictionary(table.map { ($0[0], $0[place + 1]) }, uniquingKeysWith: { one, _ in one }), place, entity)
        }
        let golden = rules.choose(members)
        let said = try #require(page.firstMatch(of: /kept for people:\n\n```text\n([^`]*)```/)?.output.1)
        let wanted = said.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let got = entity.columns.indices.compactMap { index -> [String]? in
            guard let place = golden.chosen[index], let reason = golden.reasons[index] else { return nil }
            let value = golden.text(index) ?? ""
            return "\(entity.columns[index].name) \(value) \(members[place].system) \(reason)".split(separator: " ")
                .map(
                    String.init)
        }
        #expect(got.count == 8)
        for (line, expected) in zip(got, wanted) { #expect(line == expected) }
    }

    private func member(_ cells: [String: String], _ place: Int, _ entity: EntitySchema) -> Candidate {
        var row = RowValues()
        for column in entity.columns {
            let field = entity.fields[column.field]
            let parts = (cells[field.name] ?? "").split(separator: ", ").map(String.init)
            switch field.type {
            case .list where !parts.isEmpty:
                row.append(.list, bytes: "[\(parts.map { "\"\($0)\"" }.joined(separator: ","))]".utf8)
            case .point where !parts.isEmpty:
                let degrees = try? DecimalValue(parts[column.name == "lon" ? 0 : 1])
                row.values.append(degrees.map { MappedValue($0) } ?? .null)
            case .text where !parts.isEmpty, .code where !parts.isEmpty: row.append(.text, bytes: parts[0].utf8)
            default: row.values.append(.null)
            }
        }
        let year = cells["contact_phone"]?.split(separator: " ").last.flatMap { Int64($0) } ?? 0
        return Candidate(
            system: Self.systems[place], key: "k", values: row,
            times: Array(repeating: year, count: entity.columns.count))
    }

    @Test func theRepositorysOwnFileIsRight() throws {
        let schema = try schema()
        let rules = try rules(try text("mappings/identity.yaml"), schema)
        #expect(rules.fieldCount == 7 && rules.weights == .standard)
        #expect(rules.survivorship["pollution_source"]?.fields.contains { $0.rule == .accuracy } == true)
    }
}
