import Model

/// Finds which fields of the schema the fields of a source may be.
struct FieldMatcher {
    let schema: UnifiedSchema
    let codes: [String: CodeTable]
    let units: UnitTable
    let pinyin: PinyinInitials
    private let targets: [String: [TargetField]]

    /// Below it a guess is no help.
    static let least = 0.5

    init(schema: UnifiedSchema, codes: [String: CodeTable], units: UnitTable) {
        let pinyin = PinyinInitials()
        self.schema = schema
        self.codes = codes
        self.units = units
        self.pinyin = pinyin
        targets = Dictionary(
            uniqueKeysWithValues: schema.entities.map { entity in
                (entity.name, entity.fields.map { TargetField($0, of: entity, pinyin: pinyin) })
            })
    }

    func sources(_ list: ListProfile) -> [SourceField] {
        list.fields.map { SourceField($0, units: units, pinyin: pinyin) }
    }

    /// How surely `source` is the field.
    func guess(_ source: SourceField, _ name: String, of entity: String) -> FieldGuess? {
        targets[entity]?.first { $0.schema.name == name }.flatMap { guess(source, $0) }
    }

    private func guess(_ source: SourceField, _ target: TargetField) -> FieldGuess? {
        let evidence = ValueEvidence.of(source, target, codes: codes)
        guard evidence.factor > 0 else { return nil }
        var name = target.likeness(to: source.words)
        if let qualified = source.qualified.map({ target.likeness(to: $0) }), qualified.score >= name.score {
            name = qualified
        } else if source.qualified != nil {
            name.score *= 0.9
        }
        var score = name.score * evidence.factor
        var reasons = name.score > 0 ? [name.reason] : []
        if name.score >= 0.45 { score += evidence.bonus }
        score += unitBonus(source, target.schema)
        if evidence.alone > score {
            score = evidence.alone
            reasons = []
        }
        if !evidence.reason.isEmpty { reasons.append(evidence.reason) }
        return FieldGuess(source: source, target: target.schema, score: min(score, 0.98), reasons: reasons)
    }

    /// A unit behind the header that suits the field makes it likelier, one that does not makes it no quantity at all.
    private func unitBonus(_ source: SourceField, _ field: FieldSchema) -> Double {
        guard let unit = source.header.unit.flatMap({ units.unit($0) }) else { return 0 }
        guard case .quantity(let kept) = field.type, let own = units.unit(kept) else {
            return field.type == .decimal ? 0 : -0.3
        }
        return units[own].dimension == units[unit].dimension ? 0.08 : -0.5
    }

    /// The likeliest field for each source and source for each field, the surest first.
    func assign(_ sources: [SourceField], to entity: EntitySchema, without taken: Set<String> = []) -> [FieldGuess] {
        var all: [FieldGuess] = []
        for source in sources where !taken.contains(source.path) {
            for target in targets[entity.name] ?? [] {
                if let guess = guess(source, target), guess.score >= Self.least { all.append(guess) }
            }
        }
        all.sort { ($1.score, $0.source.path) < ($0.score, $1.source.path) }
        var (fields, paths) = (Set<String>(), Set<String>())
        return all.filter { guess in
            guard !fields.contains(guess.target.name), !paths.contains(guess.source.path) else { return false }
            fields.insert(guess.target.name)
            paths.insert(guess.source.path)
            return true
        }
    }
}
