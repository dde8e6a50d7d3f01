/// What was seen of a field, in words.
public enum ProfileText {
    /// The shapes of the values, the most frequent first: `date`, `text 98 %, integer 2 %`.
    public static func shapes(_ field: FieldProfile) -> String {
        if field.filled == 0 { return "empty" }
        var names: [String: Int] = [:]
        for (shape, count) in field.votes { names[shape.name, default: 0] += count }
        let sorted = names.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        if sorted.count == 1 { return sorted[0].key }
        return sorted.prefix(3).map { "\($0.key) \(ValueEvidence.percent(Double($0.value) / Double(field.filled)))" }
            .joined(separator: ", ")
    }

    /// How many values there are.
    public static func distinct(_ field: FieldProfile) -> String {
        if field.hasMore { return field.isUnique ? "all" : "over 50" }
        return field.isUnique && field.filled > 1 ? "all" : "\(field.distinct.count)"
    }

    /// The smallest and the greatest, or some values.
    public static func examples(_ field: FieldProfile) -> String {
        if let range = field.range, field.share({ $0 == .integer || $0 == .decimal }) > 0.9 {
            if range.lowerBound == range.upperBound { return "\(range.lowerBound)" }
            return "\(range.lowerBound) … \(range.upperBound)"
        }
        return field.common(4).map { short($0.text) }.joined(separator: ", ")
    }

    /// A remark behind a field that a draft leaves out.
    static func remark(_ field: FieldProfile, of count: Int) -> String {
        let examples = examples(field)
        let isName = field.hasNamesOfDigits && field.share { $0 == .integer || $0 == .decimal || $0 == .digits } > 0.9
        return "in \(field.filled) of \(count), \(shapes(field))" + (examples.isEmpty ? "" : ": \(examples)")
            + (isName ? "; a leading zero or over 15 digits: never guessed to be a number" : "")
    }

    private static func short(_ text: String) -> String { text.count > 24 ? text.prefix(23) + "…" : text }
}
