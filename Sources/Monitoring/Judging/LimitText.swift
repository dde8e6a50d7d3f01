import Model

/// Limits as a text: what values were judged by is kept, so that a change is found whenever it was made.
enum LimitText {
    private static let field: Character = "\u{1f}"
    private static let row: Character = "\u{1e}"

    static func text(_ rules: [LimitRule]) -> String {
        rules.map { rule in
            [rule.min?.text ?? "", rule.max?.text ?? "", "\(rule.from)", "\(rule.until)", rule.basis]
                .joined(separator: String(field))
        }.joined(separator: String(row))
    }

    /// The limits of a text; of one that is none, those that can be read.
    static func rules(_ text: String) -> [LimitRule] {
        text.split(separator: row).compactMap { line in
            let fields = line.split(separator: field, maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 5, let from = Int64(fields[2]), let until = Int64(fields[3]) else { return nil }
            return LimitRule(
                min: try? DecimalValue(fields[0]), max: try? DecimalValue(fields[1]), from: from, until: until,
                basis: fields[4])
        }
    }

    /// The first moment at which two lists of limits may differ; nil when they do not.
    static func difference(_ one: [LimitRule], _ other: [LimitRule]) -> Int64? {
        let changed = one.filter { !other.contains($0) } + other.filter { !one.contains($0) }
        return changed.map { rule in
            // A limit that only ends at another time is the same until one of the ends.
            let twin = (one + other).first { $0 != rule && $0.isSame(as: rule) }
            return twin.map { min($0.until, rule.until) } ?? rule.from
        }.min()
    }
}

extension LimitRule {
    /// Whether it says the same from the same moment on, whenever it ends.
    fileprivate func isSame(as other: LimitRule) -> Bool {
        var mine = self
        mine.until = other.until
        return mine == other
    }
}

extension [LimitRule] {
    /// The limits of today, and of these, which held before, what is over and no limit of today speaks of: a permit that was renewed
    /// does not undo what its forerunner forbade. A limit that was corrected speaks of the same time, and stands in its place.
    func carried(into today: [LimitRule], at now: Int64) -> [LimitRule] {
        var rules = today
        for old in self where !today.contains(old) {
            var rest = [old.from..<Swift.max(old.from, Swift.min(old.until, now))]
            for rule in today { rest = rest.flatMap { $0.without(rule.from, rule.until) } }
            for span in rest where !span.isEmpty {
                var carried = old
                (carried.from, carried.until) = (span.lowerBound, span.upperBound)
                if !rules.contains(carried) { rules.append(carried) }
            }
        }
        return rules
    }
}

extension Range<Int64> {
    fileprivate func without(_ from: Int64, _ until: Int64) -> [Range<Int64>] {
        if until <= lowerBound || from >= upperBound { return [self] }
        let before = lowerBound..<Swift.max(lowerBound, from)
        let after = Swift.min(upperBound, until)..<upperBound
        return [before, after].filter { !$0.isEmpty }
    }
}
