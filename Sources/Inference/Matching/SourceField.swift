import Model

/// A field of the source, with its name taken apart.
struct SourceField: Sendable {
    let profile: FieldProfile
    let header: HeaderUnit
    let words: FieldWords
    /// The name with that of the element or object around it: `generator/name` is a generator's name.
    let qualified: FieldWords?

    init(_ profile: FieldProfile, units: UnitTable, pinyin: PinyinInitials) {
        self.profile = profile
        let name = profile.name.split(separator: ":").last.map(String.init) ?? profile.name
        header = HeaderUnit(name.hasPrefix("@") ? String(name.dropFirst()) : name, units: units)
        words = FieldWords(header.words, pinyin: pinyin)
        let steps =
            profile.path.hasPrefix("$") || profile.path.contains("/")
            ? profile.path.split(whereSeparator: { $0 == "/" || $0 == "." || $0 == "$" }) : []
        let outer = steps.dropLast().last.map { $0.split(separator: ":").last.map(String.init) ?? "" } ?? ""
        qualified = outer.isEmpty ? nil : FieldWords(outer + " " + header.words, pinyin: pinyin)
    }

    var path: String { profile.path }

    /// The share of values that numbers can be made of; nothing may be made of names of digits.
    var numbers: Double {
        guard !profile.hasNamesOfDigits, profile.filled > 0 else { return 0 }
        return profile.share { $0 == .integer || $0 == .decimal }
            + Double(profile.numbersWithUnit) / Double(profile.filled)
    }

    /// The share of values that are days or moments.
    var moments: Double {
        profile.share { if case .date = $0 { true } else if case .datetime = $0 { true } else { false } }
    }

    /// The unit of milliseconds or seconds since 1970, if the values may be such counts.
    var epoch: String? {
        guard profile.share({ $0 == .integer }) > 0.95, let range = profile.range else { return nil }
        let (low, high) = (range.lowerBound.doubleValue, range.upperBound.doubleValue)
        if low > 3e11, high < 4.2e12 { return "epoch_ms" }
        return low > 3e8 && high < 4.2e9 ? "epoch_s" : nil
    }
}
