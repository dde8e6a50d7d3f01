import Model

/// The line of one field of a draft.
struct FieldLines {
    let form: SampleForm
    let matcher: FieldMatcher
    let hasZone: Bool
    /// The fields beside those that are written: one of them may name the unit of another.
    let beside: [FieldProfile]

    /// `name: path` or `name: { from: path, … }`.
    func line(_ guess: FieldGuess, isAbove: Bool = false) -> String {
        let path = isAbove ? above(guess.source.path) : guess.source.path
        var parts = meaning(guess)
        if parts.first?.hasPrefix("expr:") != true {
            if parts.isEmpty { return "\(guess.target.name): \(YAMLText.scalar(path))" }
            parts.insert("from: " + YAMLText.scalar(path), at: 0)
        }
        return "\(guess.target.name): { " + parts.joined(separator: ", ") + " }"
    }

    /// `location: { lon: …, lat: … }`.
    func line(_ point: PointGuess, _ field: FieldSchema) -> String? {
        let (x, y) = (YAMLText.scalar(point.longitude.path), YAMLText.scalar(point.latitude.path))
        return "\(field.name): { lon: \(x), lat: \(y), datum: wgs84, on_fail: null+flag }"
    }

    func remark(_ guess: FieldGuess) -> String {
        var reasons = guess.reasons
        if case .quantity(let kept) = guess.target.type, unit(of: guess) == nil, unitField(of: guess) == nil {
            reasons.append("nothing says the unit: \(kept) is the schema's")
        }
        return "guess \(FieldGuess.shown(guess.score)): " + reasons.joined(separator: "; ")
    }

    func remark(_ point: PointGuess) -> String {
        "guess \(FieldGuess.shown(point.score * 0.8)): a longitude and a latitude; nothing says the datum (wgs84, gcj02, bd09)"
    }

    private func meaning(_ guess: FieldGuess) -> [String] {
        let field = guess.target
        var parts: [String] = []
        switch field.type {
        case .date: parts += patterns(guess, "date")
        case .datetime: parts += patterns(guess, "datetime")
        case .integer, .decimal, .quantity: parts += number(guess)
        case .code(let table): parts += code(guess, table)
        case .text: parts += check(guess)
        case .bool, .list, .ref, .point: break
        }
        return parts
    }

    private func patterns(_ guess: FieldGuess, _ key: String) -> [String] {
        let profile = guess.source.profile
        var found: [(String, Int)] = profile.votes.compactMap { shape, count in
            switch shape {
            case .date(let pattern), .datetime(let pattern): (pattern, count)
            default: nil
            }
        }
        found.sort { ($1.1, $0.0) < ($0.1, $1.0) }
        var names = found.map(\.0)
        if names.isEmpty, let epoch = guess.source.epoch { names = [epoch] }
        if names.isEmpty { return [] }
        let isStandard = names == [key == "date" ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss"]
        let list = names.map { $0.contains("'") || $0.contains(":") ? "\"\($0)\"" : $0 }
        var parts =
            isStandard && hasZone
            ? [] : ["\(key): " + (list.count == 1 ? list[0] : "[" + list.joined(separator: ", ") + "]")]
        if !hasZone, key == "datetime" || names.contains("epoch_ms") || names.contains("epoch_s") {
            parts.append("zone: Asia/Shanghai")
        }
        return parts
    }

    private func number(_ guess: FieldGuess) -> [String] {
        let profile = guess.source.profile
        var parts: [String] = []
        if profile.numbersWithUnit * 4 > profile.filled {
            parts.append("expr: 'number_in(\(reference(guess.source.path)))'")
        } else if profile.distinct.keys.contains(where: { $0.contains(",") && ValueShape($0) == .integer }) {
            parts.append("clean: [trim, remove_commas]")
        }
        if case .quantity(let kept) = guess.target.type {
            let written = unitField(of: guess).map { YAMLText.scalar(reference($0.path, inExpression: false)) }
            parts.append("unit: " + (written ?? YAMLText.scalar(unit(of: guess) ?? kept)))
        }
        return parts
    }

    /// The unit that the header, the cells or a field beside it name.
    private func unit(of guess: FieldGuess) -> String? {
        if let unit = guess.source.header.unit { return unit }
        let cells = guess.source.profile.distinct.keys.compactMap { NumberWithUnit($0)?.unit }
        let known = Set(cells.compactMap { matcher.units.unit($0) })
        return known.count == 1 ? known.first.map { matcher.units[$0].code } : nil
    }

    /// A field that names the unit of the guess's quantity: `mass/@unit`, `nddw` beside `nd`, `浓度单位` beside `浓度`.
    func unitField(of guess: FieldGuess) -> FieldProfile? {
        guard case .quantity = guess.target.type, guess.source.header.unit == nil else { return nil }
        let path = guess.source.path
        let names = ["/@unit", "dw", "Dw", "_dw", "单位", "_unit", "Unit", "unit"].map { path + $0 }
        return beside.first { field in
            names.contains(field.path) && field.filled > 0
                && field.distinct.keys.allSatisfy { matcher.units.unit($0) != nil }
        }
    }

    private func code(_ guess: FieldGuess, _ name: String) -> [String] {
        guard let table = matcher.codes[name], guess.source.profile.filled > 0 else { return [] }
        let coverage = ValueEvidence.coverage(guess.source.profile, table)
        return coverage.unknown.isEmpty && !guess.source.profile.hasMore ? [] : ["unknown: keep+flag"]
    }

    private func check(_ guess: FieldGuess) -> [String] {
        guard guess.reasons.contains(where: { $0.contains("are sound as") }), let entity = entity(of: guess),
            let check = TargetField(guess.target, of: entity, pinyin: matcher.pinyin).check
        else { return [] }
        return ["check: \(check.name)", "on_fail: keep+flag"]
    }

    private func entity(of guess: FieldGuess) -> EntitySchema? {
        matcher.schema.entities.first { entity in
            entity.fields.contains { $0.name == guess.target.name && $0.title == guess.target.title }
        }
    }

    /// The condition that there is a value at a path.
    func filled(_ path: String) -> String {
        "not is_blank(\(SampleForm.json == form ? path : SampleForm.json.path("$", path)))"
    }

    /// A path of the record above.
    private func above(_ path: String) -> String {
        switch form {
        case .json: "^" + path.dropFirst()
        case .xml: "../" + path
        case .table: path
        }
    }

    /// A path inside an expression.
    private func reference(_ path: String, inExpression: Bool = true) -> String {
        if form == .json { return inExpression ? path.escaped(["'"], by: "'") : path }
        let written = SampleForm.json.path("$", path)
        return inExpression ? written.escaped(["'"], by: "'") : written
    }
}
