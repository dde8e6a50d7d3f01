public import Diagnostics
public import Model

extension IdentityRules {
    /// Reads `mappings/identity.yaml` and checks it against the unified schema and the systems of the connectors.
    ///
    /// - Parameters:
    ///   - name: the file's name as people see it.
    ///   - systems: the systems that there are; nil when they are not known, and then any is taken.
    ///   - bag: gets every mistake of the file.
    /// - Returns: the rules, or nil when the file has an error.
    public static func read(
        name: String, bytes: [UInt8], schema: UnifiedSchema, systems: [String]?, into bag: DiagnosticBag
    ) -> IdentityRules? {
        let before = bag.errorCount
        let file = ConfigFile(name: name, bytes: bytes, bag: bag)
        guard let root = file.root(keys: IdentityReader.keys) else { return nil }
        var reader = IdentityReader(schema: schema, systems: systems)
        reader.read(root)
        guard bag.errorCount == before, bag.omitted == 0 else { return nil }
        var rules = reader.rules
        rules.version += "-" + String(ByteHash.hash64(bytes.span), radix: 16)
        return rules
    }
}

/// Reads the keys of the file.
struct IdentityReader {
    static let keys = ["entities", "weights"]
    static let entityKeys = ["trust", "fields"]
    static let fieldKeys = ["rule", "trust", "accuracy"]

    let schema: UnifiedSchema
    let systems: [String]?
    private(set) var rules: IdentityRules

    init(schema: UnifiedSchema, systems: [String]?) {
        self.schema = schema
        self.systems = systems.map { Set($0).sorted() }
        rules = .standard(for: schema)
    }

    mutating func read(_ root: ConfigReader) {
        for entry in root.optional("entities")?.entries() ?? [] {
            guard let entity = entity(entry.name, entry.value, at: entry.nameLocation),
                let reader = entry.value.reader(keys: Self.entityKeys)
            else { continue }
            rules.survivorship[entity.name] = survivorship(entity, reader)
        }
        for entry in root.optional("weights")?.entries() ?? [] {
            weigh(entry.name, entry.value, at: entry.nameLocation)
        }
    }

    /// Sets a weight; tells whether the weight can be so.
    mutating func setWeight(_ name: String, _ bits: Double) -> Bool { rules.weights.set(name[...], bits) }

    private func entity(_ name: String, _ value: ConfigValue, at place: FilePlace) -> EntitySchema? {
        let linked = schema.entities.filter { $0.identity == .linked }.map(\.name)
        guard let entity = schema.entity(name) else {
            value.report(
                .unknownEntity, "there is no entity `\(name.prefix(80))`", at: place.range,
                evidence: Suggestion.help(for: name, among: linked))
            return nil
        }
        if entity.identity == .linked { return entity }
        value.report(
            .invalidValue, "`\(name)` is not linked across systems", at: place.range,
            help: ["only entities with `identity: linked` have several members: \(linked.joined(separator: ", "))"])
        return nil
    }

    private mutating func survivorship(_ entity: EntitySchema, _ reader: ConfigReader) -> SurvivorshipRules {
        var rules = SurvivorshipRules(entity, trust: trust(reader.optional("trust")) ?? [])
        for entry in reader.optional("fields")?.entries() ?? [] {
            guard let field = entity.fields.firstIndex(where: { $0.name == entry.name }) else {
                entry.value.report(
                    .unknownField, "`\(entity.name)` has no field `\(entry.name.prefix(80))`",
                    at: entry.nameLocation.range,
                    evidence: Suggestion.help(for: entry.name, among: entity.fields.map(\.name)))
                continue
            }
            guard let reader = entry.value.reader(keys: Self.fieldKeys) else { continue }
            read(reader, field: field, of: entity, into: &rules)
            self.rules.fieldCount += 1
        }
        return rules
    }
}
