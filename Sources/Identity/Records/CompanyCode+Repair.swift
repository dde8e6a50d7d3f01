internal import Model

extension CompanyCode {
    private static let letters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let rule = IdentifierCheck.named("uscc")!
    private static let organisationRule = IdentifierCheck.named("organisation_code")!

    /// The sound codes that a broken one may stand for: one character wrong, two swapped, the last one or two cut off.
    ///
    /// Two check characters hold a code, so of some 540 spellings a handful is sound; a broken code is found by them, and
    /// sound ones need no neighbourhood of their own.
    static func repairs(_ text: [UInt8]) -> [CompanyCode] {
        var found: [CompanyCode] = []
        func consider(_ spelling: [UInt8]) {
            guard rule.fault(spelling.span) == nil, organisationRule.fault(Array(spelling[8..<17]).span) == nil,
                let code = CompanyCode(uscc: spelling), !found.contains(code)
            else { return }
            found.append(code)
        }
        if text.count == 17 {
            for letter in letters { consider(text + [letter]) }
        } else if text.count == 18 {
            for spelling in oneCharacterOff(text) { consider(spelling) }
            for place in 0..<17 where text[place] != text[place + 1] {
                var spelling = text
                spelling.swapAt(place, place + 1)
                consider(spelling)
            }
        }
        return found
    }

    /// Spellings with one other character whose sum of the check of GB 32100 is right: at most one a place.
    private static func oneCharacterOff(_ text: [UInt8]) -> [[UInt8]] {
        let values = text.map { letters.firstIndex(of: $0) ?? 0 }
        let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        var spellings: [[UInt8]] = []
        for (place, weight) in weights.enumerated() {
            let rest = sum - values[place] * weight
            guard let value = (0..<31).first(where: { (rest + $0 * weight) % 31 == 0 }), letters[value] != text[place]
            else { continue }
            var spelling = text
            spelling[place] = letters[value]
            spellings.append(spelling)
        }
        return spellings
    }

    /// 3^i mod 31, and 1 for the check character itself: the sum of a sound code is a multiple of 31.
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1]
}
