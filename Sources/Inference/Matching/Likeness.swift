import Diagnostics

/// How much a name says what a title says, from 0 to 1, and by what.
struct Likeness: Sendable {
    var score: Double
    var reason: String

    static let none = Likeness(score: 0, reason: "")

    static func of(_ name: FieldWords, _ title: FieldWords, shown: String) -> Likeness {
        guard !name.plain.isEmpty, !title.plain.isEmpty else { return .none }
        if name.plain == title.plain { return Likeness(score: 0.96, reason: "named `\(shown)`") }
        if name.isChinese, name.canonical == title.canonical {
            return Likeness(score: 0.92, reason: "means `\(shown)`")
        }
        if name.isChinese, title.isChinese { return parts(name.canonical, title.canonical, shown) }
        if !name.isChinese, title.isChinese { return initials(name, title, shown) }
        return name.isChinese || title.isChinese ? .none : words(name, title, shown)
    }

    /// One in the other, or many signs in common.
    private static func parts(_ name: String, _ title: String, _ shown: String) -> Likeness {
        let (short, long) = name.count <= title.count ? (name, title) : (title, name)
        let ratio = Double(short.count) / Double(long.count)
        if short.count >= 2, long.contains(short), !Thesaurus.bare.contains(short) {
            let isEnd = long.hasSuffix(short) ? 0.06 : 0
            return Likeness(score: 0.44 + 0.42 * ratio + isEnd, reason: "has words of `\(shown)`")
        }
        let (left, right) = (pairs(name), pairs(title))
        guard !left.isEmpty, !right.isEmpty else { return .none }
        let common = Double(2 * left.intersection(right).count) / Double(left.count + right.count)
        return common < 0.5 ? .none : Likeness(score: 0.3 + 0.5 * common, reason: "resembles `\(shown)`")
    }

    private static func pairs(_ text: String) -> Set<String> {
        let signs = Array(text)
        return Set(zip(signs, signs.dropFirst()).map { String([$0, $1]) })
    }

    private static func initials(_ name: FieldWords, _ title: FieldWords, _ shown: String) -> Likeness {
        var best = Likeness.none
        for letters in name.initials.sorted() {
            for reading in title.initials.sorted() {
                let score: Double
                if letters == reading {
                    score = min(0.9, [2: 0.62, 3: 0.76, 4: 0.84][letters.count] ?? 0.88)
                } else if letters.count >= 4, reading.count >= 4,
                    Suggestion.nearest(to: letters, among: [reading]) != nil,
                    abs(letters.count - reading.count) <= 1
                {
                    score = 0.5
                } else if reading.count >= 4, letters.count >= 4,
                    letters.hasSuffix(reading) || reading.hasSuffix(letters)
                {
                    score = 0.52
                } else {
                    continue
                }
                if score > best.score {
                    best = Likeness(score: score, reason: "`\(letters)` are the initials of \(shown)")
                    if letters != reading { best.reason = "`\(letters)` resembles the initials of \(shown)" }
                }
            }
        }
        return best
    }

    private static func words(_ name: FieldWords, _ title: FieldWords, _ shown: String) -> Likeness {
        let common = name.english.intersection(title.english)
        guard !common.isEmpty else { return .none }
        let share = Double(2 * common.count) / Double(name.english.count + title.english.count)
        if share == 1 { return Likeness(score: 0.9, reason: "means `\(shown)`") }
        // `code` and `name` are in half of all names.
        return share < 0.6 || common.isSubset(of: Thesaurus.vague)
            ? .none : Likeness(score: 0.3 + 0.5 * share, reason: "has words of `\(shown)`")
    }
}
