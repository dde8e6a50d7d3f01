public import Diagnostics

extension EditorSchema {
    /// Files of `mappings/feeds/`.
    public static let feed = EditorSchema(
        name: "feed", title: "what a department may see", files: "mappings/feeds/*.yaml",
        root: .keys(
            FeedDefinition.keys,
            [
                "title": .keys(FeedDefinition.titleKeys, required: FeedDefinition.titleKeys),
                "personal": .words(["true", "false"]),
                "provenance": .words(["true", "system", "false"]), "entities": .entries(entity),
                "readings": .keys(
                    FeedDefinition.readingsKeys,
                    ["periods": .list(.words(FeedReadings.allPeriods)), "pollutants": .list(.text)],
                    required: ["periods"]),
            ], required: ["feed", "entities"]))

    private static let entity = FileShape.keys(
        FeedDefinition.entityKeys, ["columns": .list(.text), "masks": .entries(.text)], required: ["columns"])
}
