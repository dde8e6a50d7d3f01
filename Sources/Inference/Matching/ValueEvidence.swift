import Model

/// What the values say of a field of the schema.
struct ValueEvidence {
    /// What the likeness of the names is multiplied with; 0 where it cannot be.
    var factor = 1.0
    /// What is added to it.
    var bonus = 0.0
    /// The score by the values alone, whatever the name.
    var alone = 0.0
    var reason = ""

    static let impossible = ValueEvidence(factor: 0)

    static func of(_ source: SourceField, _ target: TargetField, codes: [String: CodeTable]) -> ValueEvidence {
        if source.profile.filled == 0 { return ValueEvidence(factor: 0.95, reason: "no value was seen") }
        switch target.schema.type {
        case .text, .ref: return text(source, target)
        case .integer, .decimal, .quantity: return number(source, target)
        case .date, .datetime: return moment(source)
        case .bool: return truth(source)
        case .code(let table): return codes[table].map { coded(source, $0) } ?? ValueEvidence()
        case .list: return ValueEvidence(factor: 0.95)
        case .point: return .impossible
        }
    }

    private static func text(_ source: SourceField, _ target: TargetField) -> ValueEvidence {
        var evidence = ValueEvidence()
        if source.moments > 0.8 || (source.profile.share { $0 == .decimal } > 0.8) { evidence.factor = 0.7 }
        if let longest = target.schema.maxLength, source.profile.longest > longest { evidence.factor *= 0.7 }
        guard let check = target.check else { return evidence }
        let values = source.profile.distinct
        let sound = values.keys.count { check($0) == nil }
        let share = Double(sound) / Double(max(values.count, 1))
        guard share > 0.6 else { return evidence }
        evidence.bonus = 0.1
        evidence.reason = "\(percent(share)) are sound as \(check.titleZh)"
        let isTelling = ["uscc", "permit_number", "manifest_number", "mn_number"].contains(check.name)
        if isTelling, values.count > 1 { evidence.alone = 0.45 + 0.25 * share }
        return evidence
    }

    private static func number(_ source: SourceField, _ target: TargetField) -> ValueEvidence {
        if source.profile.hasNamesOfDigits { return .impossible }
        let share = source.numbers
        if share < 0.4 { return ValueEvidence(factor: 0.4, reason: "only \(percent(share)) are numbers") }
        if target.schema.type == .integer, source.profile.share({ $0 == .decimal }) > 0.05 {
            return ValueEvidence(factor: 0.7)
        }
        var evidence = ValueEvidence(bonus: share > 0.9 ? 0.04 : 0)
        if share < 0.995 { evidence.reason = "\(percent(1 - share)) are no numbers" }
        return evidence
    }

    private static func moment(_ source: SourceField) -> ValueEvidence {
        if source.moments > 0.8 { return ValueEvidence(bonus: 0.06) }
        if source.epoch != nil { return ValueEvidence(reason: "counts since 1970") }
        return source.moments > 0.4
            ? ValueEvidence(factor: 0.9, reason: "\(percent(1 - source.moments)) are no dates")
            : ValueEvidence(factor: 0.35, reason: "no dates")
    }

    private static func truth(_ source: SourceField) -> ValueEvidence {
        let isTruth =
            source.profile.share { $0 == .bool } > 0.8
            || (!source.profile.hasMore && Set(source.profile.distinct.keys).isSubset(of: ["0", "1"]))
        return isTruth ? ValueEvidence(bonus: 0.04) : ValueEvidence(factor: 0.35)
    }

    /// How many of the values, and of the records, the table has a code for.
    static func coverage(_ profile: FieldProfile, _ table: CodeTable) -> (share: Double, unknown: [String]) {
        let unknown = profile.common(FieldProfile.mostDistinct).filter { table.entry($0.text) == nil }
        let all = profile.distinct.values.reduce(0, +)
        let missed = unknown.reduce(0) { $0 + $1.count }
        return (all == 0 ? 0 : Double(all - missed) / Double(all), unknown.map(\.text))
    }

    private static func coded(_ source: SourceField, _ table: CodeTable) -> ValueEvidence {
        let (share, unknown) = coverage(source.profile, table)
        let few = unknown.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
        if share < 0.3 { return ValueEvidence(factor: 0.5, reason: "not codes of \(table.name): \(few)") }
        var evidence = ValueEvidence(bonus: share > 0.9 ? 0.1 : 0.05)
        evidence.reason = "\(percent(share)) are codes of \(table.name)" + (few.isEmpty ? "" : ", not \(few)")
        // Numbers and single letters stand in many tables: they tell nothing alone.
        let telling = source.profile.distinct.keys.filter { $0.count > 1 && Int($0) == nil }
        if share > 0.9, telling.count > 1 { evidence.alone = 0.55 + 0.01 * Double(min(telling.count, 15)) }
        return evidence
    }

    static func percent(_ share: Double) -> String {
        let value = Int((share * 100).rounded())
        return share > 0 && value == 0 ? "under 1 %" : "\(value) %"
    }
}
