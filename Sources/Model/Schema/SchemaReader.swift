public import Diagnostics

/// Reads the files `mappings/schema/*.yaml`, one entity each, and reports every mistake in all of them.
public struct SchemaReader {
    static let keys = [
        "entity", "prefix", "title", "standard", "identity", "key", "identifiers", "time", "late", "facts", "fields",
    ]

    /// A file of the schema.
    public typealias File = (name: String, bytes: [UInt8])

    /// The schema that `files` declare; nil when a mistake was found, which is then in `bag`.
    public static func read(_ files: [File], into bag: DiagnosticBag) -> UnifiedSchema? {
        let before = bag.errorCount
        var entities: [EntitySchema] = []
        var places: [ConfigValue] = []
        for file in files {
            let config = ConfigFile(name: file.name, bytes: file.bytes, bag: bag)
            guard let root = config.root(keys: keys), let entity = entity(root) else { continue }
            if let twin = entities.first(where: { $0.name == entity.name || $0.prefix == entity.prefix }) {
                root.value.reportHead(.duplicateName, "the entity `\(twin.name)` has the same name or prefix already")
            }
            entities.append(entity)
            places.append(root.value)
        }
        for (entity, place) in zip(entities, places) { checkReferences(of: entity, among: entities, place) }
        guard bag.errorCount == before else { return nil }
        let hash = files.reduce(into: ByteHasher()) { $0.add($1.bytes.span) }.value
        return UnifiedSchema(entities: entities, hash: hash)
    }

    private static func entity(_ root: ConfigReader) -> EntitySchema? {
        let name = root.required("entity")?.name()
        let prefix = root.required("prefix")?.text()
        let title = root.required("title").flatMap(FieldReader.title)
        let identity = root.required("identity")?.choice(EntitySchema.Identity.self)
        let key = root.required("key")?.texts() ?? []
        guard let name, let prefix, let title, let identity else { return nil }
        if prefix.utf8.count != 2 || !prefix.utf8.allSatisfy({ (97...122).contains($0) }) {
            root.optional("prefix")?.reportInvalid("a prefix", help: "write two small letters, such as `ol`")
        }
        var entity = EntitySchema(name: name, prefix: prefix, title: title, identity: identity, key: key)
        entity.standard = root.optional("standard")?.text() ?? ""
        entity.identifiers = root.optional("identifiers")?.texts() ?? []
        entity.fields = fields(root)
        checkKeys(entity, root)
        readTimes(&entity, root)
        return entity
    }

    private static func fields(_ root: ConfigReader) -> [FieldSchema] {
        guard let entries = root.required("fields")?.entries() else { return [] }
        return entries.compactMap { entry in
            guard ColumnNames.isUsable(entry.name) else {
                entry.value.report(
                    .invalidValue, "`\(entry.name)` cannot be a field's name", at: entry.nameLocation.range,
                    help: [
                        "use small letters, digits and _; \(ColumnNames.taken.joined(separator: ", ")) are the store's"
                    ])
                return nil
            }
            return FieldReader.field(entry.name, entry.value)
        }
    }

    private static func checkKeys(_ entity: EntitySchema, _ root: ConfigReader) {
        let names = entity.fields.map(\.name)
        for (list, mustBeRequired) in [("key", true), ("identifiers", false)] {
            for item in root.optional(list)?.list() ?? [] {
                guard let name = item.text() else { continue }
                guard let field = entity.field(name) else {
                    item.report(
                        .unknownField, "`\(name)` is no field of `\(entity.name)`",
                        evidence: Suggestion.help(for: name, among: names))
                    continue
                }
                if mustBeRequired, !field.isRequired {
                    item.report(.badKey, "the key field `\(name)` must be `required: true`")
                }
            }
        }
        if entity.key.isEmpty { root.value.reportHead(.badKey, "an entity needs at least one key field") }
    }

    private static func checkReferences(of entity: EntitySchema, among all: [EntitySchema], _ place: ConfigValue) {
        let names = all.map(\.name)
        for target in entity.references where !names.contains(target) {
            place.reportHead(
                .unknownEntity, "`\(entity.name)` refers to `\(target)`, which no file declares",
                help: [Suggestion.help(for: target, among: names)])
        }
    }
}

/// Names that columns may have.
enum ColumnNames {
    /// The store's own columns of an entity's table.
    static let taken = ["id", "key_hash", "rev", "record", "run", "at", "print", "lon", "lat"]

    static func isUsable(_ name: String) -> Bool {
        guard let first = name.utf8.first, (97...122).contains(first), name.utf8.count <= 60 else { return false }
        return !taken.contains(name)
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}
