public import Diagnostics

extension EditorSchema {
    /// `mappings/identity.yaml`.
    public static let identity = EditorSchema(
        name: "identity", title: "which system's value survives", files: "mappings/identity.yaml",
        root: .keys(IdentityReader.keys, ["entities": .entries(entity), "weights": .entries(.text)]))

    private static let entity = FileShape.keys(
        IdentityReader.entityKeys, ["trust": .list(.text), "fields": .entries(field)])

    private static let field = FileShape.keys(
        IdentityReader.fieldKeys,
        [
            "rule": .words(SurvivalRule.allCases.map(\.rawValue)), "trust": .list(.text),
            "accuracy": .entries(.text),
        ])
}
