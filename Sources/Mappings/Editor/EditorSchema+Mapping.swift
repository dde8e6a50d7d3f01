public import Diagnostics

extension EditorSchema {
    /// Files of `mappings/`.
    public static let mapping = EditorSchema(
        name: "mapping", title: "what the records of a source mean", files: "mappings/*.yaml",
        root: .keys(
            MappingReader.keys,
            [
                "use": .texts, "defaults": .keys(MappingReader.defaultKeys, rest: .texts), "let": .entries(.text),
                "when": .entries(.text), "to": .entries(.named("target")),
                "checks": .list(
                    .keys(MappingReader.checkKeys, ["level": .words(MappingReader.checkLevels)], required: ["assert"])),
                "tests": .list(.keys(TestReader.keys, ["name": .text], rest: .any, required: ["name"])),
                "ignore": .list(.text),
            ], rest: .text, required: ["mapping", "to"]),
        definitions: [
            ("target", .target(TargetReader.rootKeys)), ("child", .target(TargetReader.keys)),
            ("field", .either([.text, .list(.text), .field])),
        ])
}

extension FileShape {
    fileprivate static func target(_ keys: [String]) -> FileShape {
        .keys(
            keys,
            [
                "key": .list(.text), "reference": .words(["true", "false"]), "missing": missing,
                "history": .words(TargetReader.histories), "absent": .words(TargetReader.absences),
                "fields": .entries(.named("field")), "children": .entries(.named("child")),
            ], required: ["fields"])
    }

    private static let missing = FileShape.either([
        .words(CompiledMapping.Missing.allCases.map(\.rawValue)), .keys(MissingSyntax.keys, required: ["defer"]),
    ])

    fileprivate static let field = FileShape.keys(
        FieldReader.keys,
        [
            "from": .texts, "clean": .texts, "null_if": .texts, "date": .texts, "datetime": .texts, "check": .texts,
            "codes": .either([.text, .entries(.text), .list(.either([.text, .entries(.text)]))]),
            "optional": .words(["true", "false"]), "unknown": .words(UnknownCodePolicy.allCases.map(\.rawValue)),
            "on_fail": .words(FailurePolicy.allCases.map(\.rawValue)),
        ])
}
