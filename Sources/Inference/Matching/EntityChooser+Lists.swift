import Model

extension EntityChooser {
    /// The entities of the lists in a list's items.
    func children(of parent: EntityGuess, _ list: ListProfile) -> [EntityGuess] {
        list.lists.compactMap { child(of: parent, in: list, $0) }
    }

    private func child(of parent: EntityGuess, in outer: ListProfile, _ list: ListProfile) -> EntityGuess? {
        let sources = matcher.sources(list)
        let above = matcher.sources(outer)
        let guesses = matcher.schema.entities.filter { $0.name != parent.entity.name }.map { entity in
            var guess = child(entity, parent, sources, above)
            let called = called(list.name, entity)
            guess.score += called
            // A list of something else is no child: it is left out, and said to be.
            if !entity.references.contains(parent.entity.name), called < 0.3 { guess.score = 0 }
            return guess
        }
        guard var best = guesses.max(by: { $0.score < $1.score }), best.guesses.count > 1, best.score > 0.2 else {
            return nil
        }
        best.each = list.each
        best.children = children(of: best, list)
        return best
    }

    private func child(
        _ entity: EntitySchema, _ parent: EntityGuess, _ sources: [SourceField], _ above: [SourceField]
    ) -> EntityGuess {
        var guess = EntityGuess(entity: entity, score: 0, guesses: matcher.assign(sources, to: entity))
        shareCodes(&guess)
        for field in guess.missing {
            if case .ref = field.type { continue }
            let best = above.compactMap { matcher.guess($0, field.name, of: entity.name) }.max { $0.score < $1.score }
            guard let best, best.score >= FieldMatcher.least else { continue }
            guess.above.append((best, best.source.path))
        }
        let open = guess.missing.filter { field in
            if case .ref = field.type { false } else { !Thesaurus.counters.contains(field.title.zh) }
        }
        guess.score =
            guess.guesses.reduce(0) { $0 + $1.score - 0.42 } + (open.isEmpty ? 0.6 : -0.4 * Double(open.count))
            + (entity.references.contains(parent.entity.name) ? 0.3 : 0)
        return guess
    }

    /// What the name of a list says of what is in it: `xzList` ends as 许可排放限值 does.
    private func called(_ name: String, _ entity: EntitySchema) -> Double {
        let words = FieldWords.words(name).filter { !["list", "lists", "items", "array", "s"].contains($0) }
        let bare = FieldWords(words.joined(), pinyin: matcher.pinyin)
        let title = FieldWords(entity.title.zh, pinyin: matcher.pinyin)
        let isEnd = bare.initials.contains { letters in
            title.initials.contains { $0.hasSuffix(letters) || $0.hasPrefix(letters) }
        }
        let english = Likeness.of(bare, FieldWords(entity.name, pinyin: matcher.pinyin), shown: "").score
        return max(isEnd ? 0.35 : 0, 0.5 * english, 0.5 * Likeness.of(bare, title, shown: "").score)
    }
}
