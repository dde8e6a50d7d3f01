import Diagnostics
import Model
import Testing
import YAML

@testable import Mappings

/// Compiles a mapping and maps records with it, in words that tests can compare.
struct Mapped {
    let mapping: CompiledMapping
    let batch: MappedBatch
    let halt: MappingHalt?

    init(_ text: String, _ records: [SourceRecord], kind: PathKind? = nil, zone: String? = "Asia/Shanghai") throws {
        let bag = DiagnosticBag()
        let file = ConfigFile(name: "mappings/test.yaml", bytes: Array(text.utf8), bag: bag)
        let compiled = CompiledMapping.compile(file, in: Fixture.context(kind, zone: zone))
        mapping = try #require(compiled, "\n\(TextRenderer().render(bag.diagnostics))")
        var batch = MappedBatch()
        halt = mapping.apply(PageMaker.page(records, for: mapping), into: &batch)
        self.batch = batch
    }

    /// The only row of an entity, field by field.
    func row(_ entity: String, _ number: Int = 0) throws -> [String: String] {
        let all = batch.rows.indices.filter { name(batch.rows[$0]) == entity }
        let index = try #require(all[safe: number], "no row \(number) of \(entity)")
        return fields(batch.rows[index])
    }

    func count(_ entity: String) -> Int { batch.rows.count { name($0) == entity } }

    var codes: [String] { batch.rejections.map(\.code) }

    private func name(_ row: MappedBatch.Row) -> String { Fixture.schema.entities[Int(row.entity)].name }

    private func fields(_ row: MappedBatch.Row) -> [String: String] {
        let columns = Fixture.schema.entities[Int(row.entity)].columns
        var fields: [String: String] = [:]
        for (index, column) in columns.enumerated() {
            let value = batch.values[Int(row.firstValue) + index]
            if value.kind != .null { fields[column.name] = shown(value) }
        }
        return fields
    }

    private func shown(_ value: MappedValue) -> String {
        switch value.kind {
        case .decimal: value.decimal?.description ?? "?"
        case .date: String(decoding: value.dateText, as: UTF8.self)
        case .datetime: Instant(milliseconds: value.payload).description
        case .bool: value.payload == 1 ? "true" : "false"
        case .row: "row \(value.payload)"
        default: value.isInArena ? String(decoding: batch.arena[value.range], as: UTF8.self) : String(value.payload)
        }
    }
}

/// What a wrong mapping is told, as `line:column code message`.
func mistakes(_ text: String, kind: PathKind? = nil, zone: String? = "Asia/Shanghai") -> [String] {
    let bag = DiagnosticBag()
    let file = ConfigFile(name: "m.yaml", bytes: Array(text.utf8), bag: bag)
    let compiled = CompiledMapping.compile(file, in: Fixture.context(kind, zone: zone))
    if compiled != nil { return [] }
    return bag.diagnostics.map { diagnostic in
        let start = diagnostic.location?.range.start
        return "\(start?.line ?? 0):\(start?.column ?? 0) \(diagnostic.code.id) \(diagnostic.message)"
    }
}
