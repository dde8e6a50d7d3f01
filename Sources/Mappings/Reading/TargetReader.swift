import Diagnostics
import YAML

/// Reads the entities under `to:` and `children:`.
struct TargetReader {
    static let keys = [
        "entity", "reference", "missing", "key", "history", "absent", "each", "when", "fields", "children",
    ]

    /// The keys on the top level, where nothing is a list inside of something.
    static let rootKeys = keys.filter { $0 != "each" && $0 != "absent" }
    static let histories = ["keep", "latest"]
    static let absences = ["keep", "delete"]

    func targets(_ value: ConfigValue, isChild: Bool = false) -> [TargetSyntax] {
        (value.entries() ?? []).compactMap { entry in
            target(entry.name, entry.nameLocation, entry.value, isChild: isChild)
        }
    }

    /// What is for lists only stands below `children:`. Told before the reader takes the key for another one's misspelling.
    private func reportListKeys(_ value: ConfigValue) {
        for entry in value.node.entries ?? [] where !Self.rootKeys.contains(entry.key) && Self.keys.contains(entry.key)
        {
            let parent = "below `children:` of the entity that a record gives once"
            value.report(
                .unknownKey, "unknown key `\(entry.key)`", at: entry.keyRange,
                evidence: "`\(entry.key)` belongs \(parent)")
        }
    }

    private func target(
        _ name: String, _ place: FilePlace, _ value: ConfigValue, isChild: Bool
    ) -> TargetSyntax? {
        let keys = isChild ? Self.keys : Self.rootKeys
        if !isChild { reportListKeys(value) }
        guard let reader = value.reader(keys: keys) else { return nil }
        var target = TargetSyntax(name: name, place: place, value: value)
        target.entity = Written(reader.optional("entity"))
        target.isReference = reader.optional("reference")?.bool() ?? false
        target.missing = MissingSyntax(reader.optional("missing"))
        target.key = reader.optional("key")?.list()?.compactMap { Written($0) }
        target.keepsHistory = reader.optional("history")?.choice(of: Self.histories) == "keep"
        target.when = Written(reader.optional("when"))
        if isChild {
            target.each = Written(reader.optional("each"))
            target.deletesAbsent = reader.optional("absent")?.choice(of: Self.absences) == "delete"
        }
        target.fields = (reader.required("fields")?.entries() ?? []).compactMap { entry in
            FieldReader().field(entry.name, entry.nameLocation, entry.value)
        }
        if let children = reader.optional("children") { target.children = targets(children, isChild: true) }
        return target
    }
}
