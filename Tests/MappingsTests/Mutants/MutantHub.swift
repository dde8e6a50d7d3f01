import Diagnostics
import Model
import Testing

@testable import Mappings

/// The repository's schema, units and code tables, the long tables cut: a mapping is compiled a thousand times.
struct MutantHub {
    let text: String
    let name: String
    /// Every spelling of every code, and what mappings write in place.
    let spellings: [String]
    private let context: MappingContext

    init(_ name: String) throws {
        self.name = name
        text = String(
            decoding: try #require(RepositoryTests.files("", ".yaml").first { $0.name == name }).bytes, as: UTF8.self)
        let bag = DiagnosticBag()
        var codes: [String: CodeTable] = [:]
        for file in RepositoryTests.files("codes", ".csv") {
            let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
            let kept = lines.enumerated().filter { $0.offset < 140 || $0.element.contains("900-214-08") }.map(\.element)
            let table = String(file.name.dropLast(4))
            codes[table] = CodeTable.read(name: file.name, bytes: Array(kept.joined(separator: "\n").utf8), into: bag)
        }
        let units = try #require(RepositoryTests.files("", ".yaml").first { $0.name == "units.yaml" })
        let schema = SchemaReader.read(RepositoryTests.files("schema", ".yaml"), into: bag)
        let connector = RepositoryTests.files("../connectors", name).first { $0.name == name }
        let isXML = connector.map { String(decoding: $0.bytes, as: UTF8.self).contains("kind: soap") } ?? false
        let isJSON = text.contains(": $.")
        context = MappingContext(
            schema: try #require(schema), codes: codes,
            units: try #require(UnitReader.read(name: units.name, bytes: units.bytes, into: bag)),
            zone: TimeZoneRules(named: "Asia/Shanghai"), pathKind: isXML ? .xml : isJSON ? .json : .columns)
        try #require(!bag.hasErrors, "\(TextRenderer().render(bag.diagnostics))")
        let inline = text.matches(of: /[{ ,"]([^{}:,"\s]+)"?: [a-z0-9_]+[ ,}]/).map { String($0.output.1) }
        spellings = inline + codes.values.flatMap { $0.entries.map(\.code) }.sorted()
    }

    func compile(_ text: String, _ bag: DiagnosticBag) -> CompiledMapping? {
        CompiledMapping.compile(ConfigFile(name: name, bytes: Array(text.utf8), bag: bag), in: context)
    }
}
