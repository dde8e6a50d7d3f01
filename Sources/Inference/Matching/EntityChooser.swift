import Model

/// Decides which entities the records of a source speak of.
struct EntityChooser {
    let matcher: FieldMatcher
    /// What the sample is called: `处罚台账-2026`, `outlets`.
    let name: String

    /// The entities on the top level: the likeliest, and the enterprise if the same records tell of one too.
    func choose(_ list: ListProfile) -> [EntityGuess] {
        let all = matcher.sources(list)
        let wide = WideGuess.find(all, matcher)
        let sources = all.filter { source in wide?.columns.contains { $0.source.path == source.path } != true }
        let ranked = matcher.schema.entities.map { guess($0, sources, list) }.sorted { $0.score > $1.score }
            .filter { wide == nil || $0.entity.name != WideGuess.entity }
        guard var first = ranked.first, !first.guesses.isEmpty else { return [] }
        first.wide = wide.map { completed($0, sources, list) }
        first.children = children(of: first, list)
        guard first.entity.identity != .linked else { return [first] }
        if let owner = owner(of: first, sources, list) {
            let taken = Set(owner.guesses.map(\.source.path))
            let key = first.entity.key
            first.guesses.removeAll { guess in
                guess.target.type == .ref(entity: owner.entity.name)
                    || (taken.contains(guess.source.path) && !key.contains(guess.target.name))
            }
            return [owner, first]
        }
        return [first]
    }

    private func guess(_ entity: EntitySchema, _ sources: [SourceField], _ list: ListProfile) -> EntityGuess {
        var guess = EntityGuess(entity: entity, score: 0, guesses: matcher.assign(sources, to: entity))
        if entity.fields.contains(where: { $0.type == .point }) {
            guess.point = PointGuess.find(sources)
        }
        if let point = guess.point {
            guess.guesses.removeAll { [point.longitude.path, point.latitude.path].contains($0.source.path) }
        }
        fillKeys(&guess, sources, list)
        shareCodes(&guess)
        let told = guess.guesses.reduce(guess.point == nil ? 0 : 0.3) { $0 + $1.score - 0.42 }
        let isWhole = guess.missing.isEmpty && !guess.guesses.contains { $0.score < FieldMatcher.least }
        guess.score =
            told + (isWhole ? 0.6 : -0.2 * Double(guess.missing.count)) + title(entity)
        return guess
    }

    /// What the sample's name says of the entity.
    private func title(_ entity: EntitySchema) -> Double {
        let words = FieldWords(name, pinyin: matcher.pinyin)
        let likeness = [entity.title.zh, entity.title.en, entity.name].map {
            Likeness.of(words, FieldWords($0, pinyin: matcher.pinyin), shown: $0).score
        }
        return 0.8 * (likeness.max() ?? 0)
    }

    /// The enterprise in the same records: when several of the fields that are left speak of it.
    private func owner(of first: EntityGuess, _ sources: [SourceField], _ list: ListProfile) -> EntityGuess? {
        guard let field = first.entity.fields.first(where: { if case .ref = $0.type { true } else { false } }),
            case .ref(let name) = field.type, let entity = matcher.schema.entity(name), name != first.entity.name
        else { return nil }
        let scores = Dictionary(
            first.guesses.filter { $0.target.type != .ref(entity: name) }.map { ($0.source.path, $0.score) },
            uniquingKeysWith: max)
        var owner = EntityGuess(entity: entity, score: 0, guesses: matcher.assign(sources, to: entity))
        owner.guesses.removeAll { $0.score < 0.6 || $0.score <= scores[$0.source.path] ?? 0 }
        let others = owner.guesses.filter { !entity.key.contains($0.target.name) }
        guard others.count >= 2, others.contains(where: { $0.score > 0.8 }) else { return nil }
        if !owner.missing.isEmpty, let reference = first.guesses.first(where: { $0.target.name == field.name }),
            let key = entity.key.first.flatMap({ entity.field($0) })
        {
            let guess = FieldGuess(
                source: reference.source, target: key, score: reference.score * 0.95, reasons: reference.reasons)
            owner.guesses.insert(guess, at: 0)
        }
        owner.score = others.reduce(0) { $0 + $1.score }
        return owner.missing.isEmpty ? owner : nil
    }
}

extension EntitySchema {
    /// The fields that name a row to people and systems: the key, identifiers, and the name.
    var identifyingNames: [String] {
        (key + identifiers + ["source_code", "name"]).filter { field($0) != nil }
    }
}
