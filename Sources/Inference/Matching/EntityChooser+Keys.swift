import Model

extension EntityChooser {
    /// What an entity must have and no field is called like is looked for once more: among fields that are used already,
    /// and, as the key of an entity may be called anything, among those that tell the records apart.
    func fillKeys(_ guess: inout EntityGuess, _ sources: [SourceField], _ list: ListProfile) {
        for field in guess.missing {
            switch field.type {
            case .ref(let entity): fillReference(field, to: entity, &guess, sources)
            case .text where guess.entity.key.contains(field.name): fillText(field, &guess, sources, list)
            default: fillShared(field, &guess)
            }
        }
    }

    /// A text whose values are all codes of a field that has no source yet fills both: 废水 and 废气 under 排放口类型 are media.
    func shareCodes(_ guess: inout EntityGuess) {
        let open = guess.entity.fields.filter { field in
            if case .code = field.type { !guess.guesses.contains { $0.target.name == field.name } } else { false }
        }
        for field in open {
            let texts = guess.guesses.filter { $0.target.type == .text && !guess.entity.key.contains($0.target.name) }
            let shared = texts.compactMap { matcher.guess($0.source, field.name, of: guess.entity.name) }
            guard let best = shared.max(by: { $0.score < $1.score }), best.score > 0.55 else { continue }
            guess.guesses.append(best)
        }
    }

    private func fillReference(
        _ field: FieldSchema, to entity: String, _ guess: inout EntityGuess, _ sources: [SourceField]
    ) {
        let names = matcher.schema.entity(entity)?.identifyingNames ?? []
        let best = sources.compactMap { source in
            names.compactMap { matcher.guess(source, $0, of: entity) }.max { $0.score < $1.score }
        }.filter { $0.score >= FieldMatcher.least }.max { $0.score < $1.score }
        guard var best else { return }
        best.target = field
        best.score *= 0.95
        let key = guess.entity.key
        guess.guesses.removeAll { $0.source.path == best.source.path && !key.contains($0.target.name) }
        guess.guesses.append(best)
    }

    /// A moment of sampling is also the time of the value.
    private func fillShared(_ field: FieldSchema, _ guess: inout EntityGuess) {
        let shared = guess.guesses.compactMap { matcher.guess($0.source, field.name, of: guess.entity.name) }
        guard let best = shared.max(by: { $0.score < $1.score }), best.score > 0.7 else { return }
        guess.guesses.append(best)
    }

    private func fillText(
        _ field: FieldSchema, _ guess: inout EntityGuess, _ sources: [SourceField], _ list: ListProfile
    ) {
        let shared = guess.guesses.compactMap { matcher.guess($0.source, field.name, of: guess.entity.name) }
        if let best = shared.filter({ $0.score >= FieldMatcher.least }).max(by: { $0.score < $1.score }) {
            guess.guesses.append(best)
            return
        }
        let keys = list.candidateKeys.filter { $0.count == 1 }.flatMap { $0 }
        // What identifies the thing anywhere identifies it in this system too.
        let known = guess.guesses.first {
            guess.entity.identifiers.contains($0.target.name) && keys.contains($0.source.path)
        }
        if let known, guess.entity.identity == .linked {
            let reason = "tells the \(list.count) records apart, as \(known.target.title.zh)"
            guess.guesses.append(FieldGuess(source: known.source, target: field, score: 0.6, reasons: [reason]))
            return
        }
        let isLocal = guess.entity.identity == .linked || field.name == "code" || field.name == "number"
        guard isLocal,
            let source = sources.first(where: {
                keys.contains($0.path) && $0.moments < 0.5 && !guess.paths.contains($0.path)
            })
        else { return }
        let reason = "tells the \(list.count) records apart; the name says nothing"
        guess.guesses.append(FieldGuess(source: source, target: field, score: 0.35, reasons: [reason]))
    }
}
