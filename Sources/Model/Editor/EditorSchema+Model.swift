public import Diagnostics

extension EditorSchema {
    /// Files of `mappings/schema/`.
    public static let entity = EditorSchema(
        name: "entity", title: "an entity of the unified schema", files: "mappings/schema/*.yaml",
        root: .keys(
            SchemaReader.keys,
            [
                "title": title, "identity": .words(EntitySchema.Identity.allCases.map(\.rawValue)),
                "key": .list(.text), "identifiers": .list(.text), "facts": .list(.text),
                "fields": .entries(field),
            ], required: ["entity", "prefix", "title", "identity", "key", "fields"]))

    /// `mappings/units.yaml`.
    public static let units = EditorSchema(
        name: "units", title: "dimensions and units", files: "mappings/units.yaml",
        root: .keys(
            UnitReader.keys,
            [
                "dimensions": .entries(.keys(UnitReader.dimensionKeys, required: ["base"])),
                "units": .entries(
                    .keys(
                        UnitReader.unitKeys, ["title": title, "aliases": .list(.text)],
                        required: ["dimension", "factor"])),
            ], required: ["dimensions", "units"]))

    /// The rows of `mappings/codes/*.csv`, by column.
    public static let codeTable = EditorSchema(
        name: "code-table", title: "a code table: its rows by column", files: "mappings/codes/*.csv",
        root: .list(.keys(CodeTableReader.columns, required: Array(CodeTableReader.columns.prefix(2)))))

    private static let title = FileShape.keys(FieldReader.titleKeys, required: FieldReader.titleKeys)

    private static let field = FileShape.keys(
        FieldReader.keys,
        [
            "title": title, "required": .words(["true", "false"]), "range": .list(.text),
            "sensitivity": .words(Sensitivity.allCases.map(\.rawValue)),
        ], required: ["type", "title"])
}
