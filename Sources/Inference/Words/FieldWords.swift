import Model

/// The name of a source's field, or a title of the schema, made ready to be compared.
struct FieldWords: Sendable {
    /// Everything small, half-width, without blanks and signs.
    let plain: String
    /// ``plain`` with the words of the trade written one way.
    let canonical: String
    /// The English words in it, short forms written out.
    let english: Set<String>
    /// What it may be in pinyin initials: of a name of Latin letters itself, of Chinese its readings.
    let initials: Set<String>
    /// Whether it has Chinese characters.
    let isChinese: Bool

    init(_ text: String, pinyin: PinyinInitials) {
        let half = Cleaner.halfwidth(Cleaner.trim(text))
        plain = Self.squeezed(half)
        isChinese = plain.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        canonical = isChinese ? Self.unified(plain) : plain
        let words = Self.words(half)
        english = isChinese ? [] : Self.written(words)
        if isChinese {
            initials = Set(
                [plain, Self.unified(plain)].flatMap { pinyin.readings(of: $0) }.filter { $0.count > 1 })
        } else {
            initials = Self.abbreviations(words)
        }
    }

    /// One way to write what vendors write in many.
    static func unified(_ text: String) -> String {
        Thesaurus.parts.reduce(text) { $0.replacing($1.from, with: $1.to) }
    }

    private static func squeezed(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }))
    }

    /// The words of `stJcdName`, `facility_name`, `FACILITY NAME`.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasLower = false
        for character in text {
            let isBreak = character.isASCII && !character.isLetter && !character.isNumber
            if isBreak || (character.isUppercase && wasLower) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if !isBreak { word.append(contentsOf: character.lowercased()) }
            wasLower = character.isLowercase || character.isNumber
        }
        return word.isEmpty ? words : words + [word]
    }

    private static func written(_ words: [String]) -> Set<String> {
        let small: Set<String> = ["of", "the", "in", "a", "at", "to", "is", "by", "on", "or", "and"]
        return Set(
            words.flatMap { (Thesaurus.short[$0] ?? $0).split(separator: " ").map(String.init) }
                .filter { $0.count > 1 && !small.contains($0) })
    }

    /// The name as initials, with and without what says its type in front; English words in it become initials too.
    private static func abbreviations(_ words: [String]) -> Set<String> {
        guard !words.isEmpty, words.allSatisfy({ $0.allSatisfy(\.isASCII) }) else { return [] }
        func joined(_ words: some Sequence<String>) -> String {
            words.map { Thesaurus.english[$0] ?? $0 }.joined()
        }
        var found: Set<String> = [joined(words)]
        if words.count > 1, Thesaurus.prefixes.contains(words[0]) { found.insert(joined(words.dropFirst())) }
        for (from, to) in [("bm", "bh"), ("dm", "bh"), ("lx", "lb"), ("rq", "sj")] {
            for text in found where text.hasSuffix(from) { found.insert(text.dropLast(2) + to) }
        }
        return found.filter { $0.count > 1 && $0.count <= 16 }
    }
}
