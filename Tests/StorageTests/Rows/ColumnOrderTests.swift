import Diagnostics
import Model
import TestServers
import Testing

@testable import Storage

@Suite("Columns in another order") struct ColumnOrderTests {
    private static func schema(_ fields: String) throws -> EntitySchema {
        let text = """
            entity: works
            prefix: wk
            title: { zh: 厂, en: Works }
            identity: linked
            key: [code]
            fields:
            \(fields)
            """
        let bag = DiagnosticBag()
        let schema = SchemaReader.read([(name: "works.yaml", bytes: Array(text.utf8))], into: bag)
        return try #require(schema?.entity("works"), "\(TextRenderer().render(bag.diagnostics))")
    }

    private static let code = "  code: { type: text, title: { zh: 编码, en: Code }, required: true }\n"
    private static let name = "  name: { type: text, title: { zh: 名称, en: Name } }\n"
    private static let town = "  town: { type: text, title: { zh: 镇, en: Town } }\n"

    private func row(_ texts: String?...) -> RowValues {
        var row = RowValues()
        for text in texts { if let text { row.append(.text, bytes: text.utf8) } else { row.values.append(.null) } }
        return row
    }

    @Test("What was said moves with its columns, through new fields, other orders and fields that go")
    func moves() throws {
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.path + "/hub.db")
        try store.inTransaction {
            let table = try EntityTable(store, schema: Self.schema(Self.code + Self.name))
            var member = Member(id: 7, entity: table.number, system: 1, key: [65])
            (member.values, member.speakers, member.mention) = (row("A", "厂"), [4, 5], row("A", nil))
            member.records = 2
            try MemberTable(store).insert(member)
            try ContributionTable(store).put(row: 7, record: 4, entity: table.number, rank: 0, row("A", "旧厂"))
        }
        try store.inTransaction {
            _ = try EntityTable(store, schema: Self.schema(Self.town + Self.name + Self.code))
            let member = try #require(try MemberTable(store).read(7))
            #expect(
                member.values == row(nil, "厂", "A") && member.speakers == [0, 5, 4]
                    && member.mention == row(nil, nil, "A"))
            #expect(try ContributionTable(store).find(row: 7, record: 4) == row(nil, "旧厂", "A"))
        }
        try store.inTransaction {
            _ = try EntityTable(store, schema: Self.schema(Self.code))
            #expect(try MemberTable(store).read(7)?.values == row("A"))
        }
    }
}
