import Model

/// That each of several columns holds the values of one pollutant: `溶解氧(mg/L)`, `氨氮(mg/L)`.
struct WideGuess: Sendable {
    struct Column: Sendable {
        let source: SourceField
        /// The pollutant's code and Chinese name.
        let code: String
        let title: String
    }

    var columns: [Column]
    /// What the columns share: the point, the time, …
    var shared: [FieldGuess] = []
    /// The medium that most columns are of, if the pollutants say it.
    var medium: String?

    static let entity = "measurement"
    static let table = "pollutant"
    /// Fewer columns may be called like pollutants by accident.
    static let fewest = 3

    /// The columns, when there are enough of them.
    static func find(_ sources: [SourceField], _ matcher: FieldMatcher) -> WideGuess? {
        guard let table = matcher.codes[Self.table], matcher.schema.entity(Self.entity) != nil else { return nil }
        let numeric = sources.filter { $0.profile.filled == 0 || $0.numbers > 0.5 }
        let found = ["water:", "air:", ""].map { medium -> WideGuess in
            let columns = numeric.compactMap { source -> Column? in
                let words = source.header.words
                guard let index = table.entry(medium + words) ?? table.entry(words) else { return nil }
                return Column(source: source, code: table[index].code, title: table[index].labelZh)
            }
            let exact = numeric.count { table.entry(medium + $0.header.words) != nil }
            var guess = WideGuess(columns: columns)
            if !medium.isEmpty, exact * 2 > columns.count { guess.medium = String(medium.dropLast()) }
            return guess
        }
        let best = found.first { $0.medium != nil } ?? found[2]
        return best.columns.count >= fewest ? best : nil
    }
}

extension EntityChooser {
    /// The guess with what its columns share, from the other fields.
    func completed(_ wide: WideGuess, _ sources: [SourceField], _ list: ListProfile) -> WideGuess {
        guard let entity = matcher.schema.entity(WideGuess.entity) else { return wide }
        var guess = EntityGuess(entity: entity, score: 0, guesses: matcher.assign(sources, to: entity))
        let values: Set<String> = ["pollutant", "value", "unit", "limit_min", "limit_max", "limit_unit"]
        guess.guesses.removeAll { values.contains($0.target.name) }
        fillKeys(&guess, sources, list)
        var wide = wide
        wide.shared = guess.guesses.filter { $0.score > 0.7 || entity.key.contains($0.target.name) }
        return wide
    }
}
