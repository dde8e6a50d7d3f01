import Diagnostics
import Foundation
import Testing
import YAML

@testable import Model

@Suite struct SchemaReaderTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func read(_ texts: String...) -> (UnifiedSchema?, [Diagnostic]) {
        let bag = DiagnosticBag()
        let files = texts.enumerated().map { (name: "e\($0).yaml", bytes: Array($1.utf8)) }
        return (SchemaReader.read(files, into: bag), bag.diagnostics)
    }

    private static let outlet = """
        entity: outlet
        prefix: ol
        title: { zh: 排放口, en: Outlet }
        identity: keyed
        key: [source, code]
        fields:
          source: { type: ref(source), title: { zh: 源, en: Source }, required: true }
          code: { type: text, title: { zh: 编号, en: Code }, required: true, max: 10 }
          location: { type: point, title: { zh: 位置, en: Place } }
          flow: { type: quantity, unit: m3/d, title: { zh: 流量, en: Flow }, range: [0, 1000000] }
        """
    private static let source = """
        entity: source
        prefix: ps
        title: { zh: 污染源, en: Source }
        identity: linked
        key: [code]
        identifiers: [uscc]
        fields:
          code: { type: text, title: { zh: 编码, en: Code }, required: true }
          uscc: { type: text, title: { zh: 代码, en: USCC }, sensitivity: internal }
        """

    @Test func entitiesComeAfterThoseTheyReferTo() throws {
        let (schema, problems) = read(Self.outlet, Self.source)
        #expect(problems.isEmpty)
        let entities = try #require(schema).entities
        #expect(entities.map(\.name) == ["source", "outlet"])
        #expect(entities[1].columns.map(\.name) == ["source", "code", "lon", "lat", "flow"])
        #expect(entities[1].field("flow")?.range == 0...1_000_000)
        #expect(entities[0].field("uscc")?.sensitivity == .internal)
    }

    @Test func momentsAndFactsAreRead() throws {
        let text =
            Self.source.replacing(
                "identifiers: [uscc]", with: "identifiers: [uscc]\ntime: seen\nlate: 2d\nfacts: [uscc]")
            + "\n  seen: { type: datetime, title: { zh: 时间, en: Seen } }"
        let (schema, problems) = read(text)
        let entity = try #require(schema?.entities.first, "\(problems.map(\.message))")
        #expect(entity.time == "seen" && entity.lateness == 2 * 86_400_000 && entity.facts == ["uscc"])
    }

    @Test(arguments: [
        ("time: code", "`code` holds no time"), ("time: uscd", "`uscd` is no field"),
        ("late: 2d", "nothing says what moment"), ("late: soon", "is not a duration"),
        ("facts: [code]", "`code` is part of the key"), ("facts: [uscc, uscc]", "`uscc` stands twice"),
        ("facts: [usc]", "`usc` is no field"),
    ])
    func mistakesInMomentsAndFactsAreTold(_ line: String, _ wanted: String) {
        let (schema, problems) = read(
            Self.source.replacing("identifiers: [uscc]", with: "identifiers: [uscc]\n\(line)"))
        #expect(
            schema == nil && problems.count == 1 && problems[0].message.contains(wanted), "\(problems.map(\.message))")
    }

    @Test func everyMistakeIsToldAtItsPlace() {
        let (schema, problems) = read(
            """
            entity: outlet
            prefix: OUT
            title: { zh: 排放口 }
            identity: keyd
            key: [cod, name]
            fields:
              code: { type: txt, title: { zh: 编号, en: Code }, required: true }
              name: { type: text, title: { zh: 名, en: Name } }
              rev: { type: text, title: { zh: 名, en: Name } }
              flow: { type: quantity, title: { zh: 流量, en: Flow } }
            """)
        #expect(schema == nil)
        #expect(problems.map { $0.location?.range.start.line ?? 0 } == [3, 4])
        let (_, fields) = read(
            Self.source.replacing("key: [code]", with: "key: [cod]").replacing(
                "text, title: { zh: 代", with: "txt, title: { zh: 代"))
        #expect(fields.map { $0.location?.range.start.line ?? 0 }.sorted() == [5, 6, 9])
    }

    @Test func aReferenceToNothingIsTold() {
        let (schema, problems) = read(Self.outlet)
        #expect(schema == nil)
        #expect(problems.map(\.message) == ["`outlet` refers to `source`, which no file declares"])
    }

    @Test func theHubsOwnSchemaIsRight() throws {
        let folder = Self.root.appending(path: "mappings/schema")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
            .sorted()
        let bag = DiagnosticBag()
        let files = try names.map { (name: $0, bytes: Array(try Data(contentsOf: folder.appending(path: $0)))) }
        let schema = SchemaReader.read(files, into: bag)
        #expect(bag.diagnostics.map(\.message) == [])
        let entities = try #require(schema).entities.map(\.name)
        for wanted in [
            "pollution_source", "outlet", "permit", "permit_limit", "treatment_facility", "waste_declaration",
            "waste_transfer",
            "monitoring_point", "measurement", "exceedance", "penalty",
        ] {
            #expect(entities.contains(wanted))
        }
    }
}
