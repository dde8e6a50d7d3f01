import Connectors
import Diagnostics
import Foundation
import Mappings
import Model
import Testing

@testable import DemoSystems

/// A hub directory, read.
struct ExampleHub {
    let root: URL
    let context: MappingContext

    /// Reads schema, codes and units of a hub directory.
    init(_ root: URL) throws {
        self.root = root
        let bag = DiagnosticBag()
        let files = try Self.files(root.appendingPathComponent("mappings/schema"), "yaml")
        let schema = SchemaReader.read(files.map { (name: $0.0, bytes: $0.1) }, into: bag)
        var codes: [String: CodeTable] = [:]
        for (name, bytes) in try Self.files(root.appendingPathComponent("mappings/codes"), "csv") {
            codes[String(name.dropLast(4))] = CodeTable.read(name: String(name.dropLast(4)), bytes: bytes, into: bag)
        }
        let units = UnitReader.read(
            name: "units.yaml", bytes: Array(try Data(contentsOf: root.appendingPathComponent("mappings/units.yaml"))),
            into: bag)
        #expect(bag.diagnostics.isEmpty, "\(TextRenderer().render(bag.diagnostics))")
        context = MappingContext(schema: try #require(schema), codes: codes, units: try #require(units))
    }

    private static func files(_ folder: URL, _ type: String) throws -> [(String, [UInt8])] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == type }.sorted { $0.path < $1.path }
            .map { ($0.lastPathComponent, Array(try Data(contentsOf: $0))) }
    }

    /// A connector file; every diagnostic is a failure.
    func connector(_ name: String) throws -> ConnectorDefinition {
        let bag = DiagnosticBag()
        let bytes = Array(try Data(contentsOf: root.appendingPathComponent("connectors/\(name).yaml")))
        let found = ConnectorDefinition.read(file: "connectors/\(name).yaml", bytes: bytes, into: bag)
        #expect(bag.diagnostics.isEmpty, "\(TextRenderer().render(bag.diagnostics))")
        return try #require(found)
    }

    /// A mapping file, compiled for its connector; every diagnostic is a failure.
    func mapping(_ definition: ConnectorDefinition) throws -> CompiledMapping {
        let bag = DiagnosticBag()
        let path = "mappings/\(definition.mapping).yaml"
        let bytes = Array(try Data(contentsOf: root.appendingPathComponent(path)))
        var context = context
        context.zone = definition.timezone
        context.pathKind =
            switch definition.format {
            case .json: .json
            case .xml: .xml
            case .table: .columns
            }
        let found = CompiledMapping.compile(ConfigFile(name: path, bytes: bytes, bag: bag), in: context)
        #expect(bag.diagnostics.isEmpty, "\(TextRenderer().render(bag.diagnostics))")
        return try #require(found)
    }
}

/// A pull through connector and mapping, counted.
struct CountedPull {
    var records = 0
    var whole = 0
    var parts = 0
    var flags = 0
    var keys: [String: Set<[String]>] = [:]
    var reasons: [String: Int] = [:]
    var cursor: String?

    /// Pulls everything after a cursor.
    static func run(_ hub: ExampleHub, _ name: String, state: URL, from cursor: String? = nil) async throws
        -> CountedPull
    {
        let definition = try hub.connector(name)
        let mapping = try hub.mapping(definition)
        let environment = ConnectorEnvironment(hubDirectory: hub.root.path, stateDirectory: state.path)
        let connector = try openConnector(
            definition, plan: definition.plan(for: mapping.shape), environment: environment)
        var pull = CountedPull(cursor: cursor)
        var hasMore = true
        while hasMore {
            let pulled = try await connector.page(after: pull.cursor)
            var batch = MappedBatch()
            #expect(mapping.apply(pulled.page, into: &batch) == nil)
            pull.count(
                pulled.page, batch, hub.context.schema, nameless: Self.nameless(pulled.page, definition, mapping))
            (pull.cursor, hasMore) = (pulled.cursor, pulled.hasMore)
        }
        return pull
    }

    /// Records without an identity: a run holds them whole.
    private static func nameless(
        _ page: RecordPage, _ definition: ConnectorDefinition, _ mapping: CompiledMapping
    ) -> Set<Int> {
        let slots = definition.plan(for: mapping.shape).identity
        return Set(
            (0..<page.count).filter { row in
                slots.allSatisfy { (page.text(of: page.field($0, row: row)) ?? "").isEmpty }
            })
    }

    private mutating func count(
        _ page: RecordPage, _ batch: MappedBatch, _ schema: UnifiedSchema, nameless: Set<Int>
    ) {
        records += page.count + page.faults.count
        let held = Set(batch.rejections.filter(\.isWhole).map(\.record)).union(nameless)
        whole += page.faults.count + held.count
        parts += batch.rejections.count { !held.contains($0.record) }
        flags += batch.flags.count
        for fault in page.faults { reasons[fault.code + " " + fault.message, default: 0] += 1 }
        for rejection in batch.rejections { reasons["\(rejection.code) \(rejection.target)", default: 0] += 1 }
        for row in batch.rows where !row.isReference && !nameless.contains(Int(row.record)) {
            let entity = schema.entities[Int(row.entity)]
            let key = entity.key.compactMap { entity.column(of: $0) }.map { column -> String in
                let value = batch.values[Int(row.firstValue) + column]
                if value.kind == .row { return Self.local(batch, Int(value.payload), schema) }
                return value.isInArena ? String(decoding: batch.arena[value.range], as: UTF8.self) : "\(value.payload)"
            }
            keys[entity.name, default: []].insert(key)
        }
    }

    /// The local code of a referred row.
    private static func local(_ batch: MappedBatch, _ row: Int, _ schema: UnifiedSchema) -> String {
        let entity = schema.entities[Int(batch.rows[row].entity)]
        let column = entity.column(of: entity.key[0]) ?? 0
        return String(
            decoding: batch.arena[batch.values[Int(batch.rows[row].firstValue) + column].range], as: UTF8.self)
    }
}
