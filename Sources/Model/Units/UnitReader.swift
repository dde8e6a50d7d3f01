public import Diagnostics

/// Reads `mappings/units.yaml`: dimensions with their base units, units with exact factors.
public enum UnitReader {
    static let keys = ["dimensions", "units"]
    static let dimensionKeys = ["base"]
    static let unitKeys = ["dimension", "factor", "offset", "title", "aliases"]

    /// The table that the file declares; nil when a mistake was found, which is then in `bag`.
    public static func read(name: String, bytes: [UInt8], into bag: DiagnosticBag) -> UnitTable? {
        let before = bag.errorCount
        let file = ConfigFile(name: name, bytes: bytes, bag: bag)
        guard let root = file.root(keys: keys) else { return nil }
        let dimensions = (root.required("dimensions")?.entries() ?? []).compactMap { entry in
            entry.value.reader(keys: dimensionKeys)?.required("base")?.text().map {
                DimensionDefinition(name: entry.name, base: $0)
            }
        }
        let entries = root.required("units")?.entries() ?? []
        let units = entries.compactMap { unit($0.name, $0.value) }
        let (table, problems) = UnitTable.build(dimensions: dimensions, units: units)
        for problem in problems { root.value.reportHead(.invalidValue, "\(problem)") }
        return bag.errorCount == before ? table : nil
    }

    private static func unit(_ code: String, _ value: ConfigValue) -> UnitDefinition? {
        guard let reader = value.reader(keys: unitKeys) else { return nil }
        let dimension = reader.required("dimension")?.text()
        let factor = reader.required("factor").flatMap(decimal)
        let offset = reader.optional("offset").flatMap(decimal) ?? .zero
        let title = reader.optional("title").flatMap(FieldReader.title)
        guard let dimension, let factor else { return nil }
        return UnitDefinition(
            code: code, dimension: dimension, factor: factor, offset: offset, titleZh: title?.zh ?? "",
            titleEn: title?.en ?? "", aliases: reader.optional("aliases")?.texts() ?? [])
    }

    private static func decimal(_ value: ConfigValue) -> DecimalValue? {
        guard let text = value.text() else { return nil }
        if let number = try? DecimalValue(text) { return number }
        value.reportInvalid("an exact decimal", help: "write digits with an optional point, such as `0.001`")
        return nil
    }
}
