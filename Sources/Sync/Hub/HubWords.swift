public import Diagnostics
public import Model

/// What mappings are written in: the schema, the units and the code tables of a hub directory, without its connectors and
/// mappings, which may still be missing or wrong.
public struct HubWords: Sendable {
    /// The unified schema.
    public let schema: UnifiedSchema
    /// The units.
    public let units: UnitTable
    /// The code tables by name.
    public let codes: [String: CodeTable]

    /// Reads them; nil after reporting to `bag` what is wrong.
    public static func load(_ directory: String, into bag: DiagnosticBag) -> HubWords? {
        let files = HubFiles(directory: directory)
        let schemas = files.all("mappings/schema", ".yaml")
        guard !schemas.isEmpty else {
            bag.add(
                Diagnostic(
                    .missingFile, "\(directory) has no mappings/schema/*.yaml", at: nil,
                    help: ["a hub directory holds `connectors/` and `mappings/`: name it with --hub DIR"]))
            return nil
        }
        var codes: [String: CodeTable] = [:]
        for file in files.all("mappings/codes", ".csv") {
            guard let table = CodeTable.read(name: file.name, bytes: file.bytes, into: bag) else { continue }
            codes[table.name] = table
        }
        let units =
            files.one(HubFiles.units).map { UnitReader.read(name: $0.name, bytes: $0.bytes, into: bag) }
            ?? UnitTable.build(dimensions: [], units: []).table
        guard let schema = SchemaReader.read(schemas, into: bag), let units else { return nil }
        return HubWords(schema: schema, units: units, codes: codes)
    }
}
