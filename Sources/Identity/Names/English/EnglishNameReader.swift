/// Takes a folded name in Latin letters apart: words, numbers that tell units apart, legal form.
///
/// Mustang Station Units 4, 5 & 6 is the own word mustang, the common words station and units, the branch {4, 5, 6}.
struct EnglishNameReader {
    /// What the name is made of.
    private(set) var pieces: [NamePiece] = []

    /// Reads a folded name.
    mutating func read(_ text: [UInt32]) {
        pieces.removeAll(keepingCapacity: true)
        var at = 0
        while at < text.count {
            guard ScalarText.isWord(text[at]) else {
                at += 1
                continue
            }
            let end = wordEnd(text, at)
            add(text, at..<end)
            at = end
        }
        joinInitials(text)
    }

    /// A word goes on over an apostrophe (d'alene) and over & between letters (pg&e).
    private func wordEnd(_ text: [UInt32], _ at: Int) -> Int {
        var next = at + 1
        while next < text.count {
            if ScalarText.isWord(text[next]) {
                next += 1
            } else if text[next] == 0x27 || text[next] == 0x26, next + 1 < text.count, ScalarText.isWord(text[next + 1])
            {
                next += 2
            } else {
                break
            }
        }
        return next
    }

    private mutating func add(_ text: [UInt32], _ range: Range<Int>) {
        let word = Self.letters(text, range)
        if let number = EnglishBranch.number(word[...]) {
            // A long number is some system's key rather than a unit: Mustang Station (56326).
            pieces.append(NamePiece(kind: number >= 1000 ? .weak : .branch, range: range, value: number))
            return
        }
        switch EnglishWords.meaning(NameUnit.word(word[...])) {
        case .legal: pieces.append(NamePiece(kind: .legal, range: range))
        case .weak: pieces.append(NamePiece(kind: .weak, range: range))
        case .trade: pieces.append(NamePiece(kind: .trade, range: range))
        case .nothing: break
        case nil: pieces.append(NamePiece(kind: .brand, range: range))
        }
    }

    /// Initials are one word, however they are written: J K Spruce, J.K. Spruce, JK Spruce.
    private mutating func joinInitials(_ text: [UInt32]) {
        var joined: [NamePiece] = []
        for piece in pieces {
            if piece.kind == .brand, piece.range.count == 1, let last = joined.last, last.kind == .brand,
                last.value == 1, last.range.upperBound + 2 >= piece.range.lowerBound
            {
                joined[joined.count - 1].range = last.range.lowerBound..<piece.range.upperBound
            } else {
                joined.append(piece)
                if piece.kind == .brand, piece.range.count == 1 { joined[joined.count - 1].value = 1 }
            }
        }
        for place in joined.indices where joined[place].kind == .brand && joined[place].value == 1 {
            joined[place].value = 0
            let word = Self.letters(text, joined[place].range)
            if EnglishWords.meaning(NameUnit.word(word[...])) == .legal { joined[place].kind = .legal }
        }
        pieces = joined
    }

    /// The letters and digits of a word, without what stands between them.
    static func letters(_ text: [UInt32], _ range: Range<Int>) -> [UInt32] { text[range].filter(ScalarText.isWord) }
}

/// Numbers that tell units and sites apart: 4, II.
enum EnglishBranch {
    /// The number of a word that is one; single letters other than I are initials.
    static func number(_ word: ArraySlice<UInt32>) -> UInt32? {
        if word.allSatisfy(ScalarText.isDigit) {
            return word.count > 9 ? 999_999_999 : word.reduce(0) { $0 * 10 + ($1 - 0x30) }
        }
        return romans[Array(word)]
    }

    private static let romans: [[UInt32]: UInt32] = {
        var romans: [[UInt32]: UInt32] = [:]
        for (value, word) in ["i", "ii", "iii", "iv", "", "vi", "vii", "viii", "ix"].enumerated() where !word.isEmpty {
            romans[ScalarText.scalars(word)] = UInt32(value + 1)
        }
        return romans
    }()
}
