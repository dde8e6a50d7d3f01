import Model

/// A field of the unified schema, with all that its title is also called.
struct TargetField: Sendable {
    let entity: EntitySchema
    let schema: FieldSchema
    let titles: [(words: FieldWords, shown: String, weight: Double)]

    init(_ schema: FieldSchema, of entity: EntitySchema, pinyin: PinyinInitials) {
        self.entity = entity
        self.schema = schema
        var names: [(String, Double)] = [
            (schema.title.zh, 1), (schema.title.en, 0.97), (schema.name, 1), (entity.name + "_" + schema.name, 1),
        ]
        if case .ref = schema.type { names += ["编码", "编号"].map { (schema.title.zh + $0, 0.98) } }
        if case .code = schema.type { names += ["代码", "编码", "名称"].map { (schema.title.zh + $0, 0.97) } }
        if schema.title.zh.hasPrefix(entity.title.zh), schema.title.zh.count > entity.title.zh.count {
            names.append((String(schema.title.zh.dropFirst(entity.title.zh.count)), 0.9))
        }
        names += (Thesaurus.titles[schema.title.zh] ?? []).map { ($0, 0.93) }
        titles = names.map { (FieldWords($0.0, pinyin: pinyin), $0.0, $0.1) }
    }

    /// How much the name of a source's field says what this field's title says.
    func likeness(to words: FieldWords) -> Likeness {
        var best = Likeness.none
        for title in titles {
            var likeness = Likeness.of(words, title.words, shown: title.shown)
            likeness.score *= title.weight
            if likeness.score > best.score { best = likeness }
        }
        return best
    }

    /// The identifier that the field holds, by its standard and name.
    var check: IdentifierCheck? {
        let name = schema.name
        if name.hasSuffix("uscc") { return .named("uscc") }
        if name == "permit_number" || (entity.name == "permit" && name == "number") { return .named("permit_number") }
        if name == "outlet_code" || (entity.name == "outlet" && name == "code") { return .named("outlet_code") }
        if name == "manifest_no" { return .named("manifest_number") }
        if name.hasSuffix("phone") { return .named("phone") }
        if name == "source_code" { return .named("source_code") }
        if schema.standard.contains("HJ 212"), schema.type == .text { return .named("mn_number") }
        return nil
    }
}
