import Model

extension DraftWriter {
    /// One entity for each column of a wide table.
    mutating func write(_ wide: WideGuess) {
        guard let entity = matcher.schema.entity(WideGuess.entity) else { return }
        let fields = FieldLines(form: form, matcher: matcher, hasZone: setting.hasZone, beside: [])
        let shared = entity.fields.compactMap { field in wide.shared.first { $0.target.name == field.name } }
        let period = period(wide)
        var open = entity.key.filter { name in
            name != "pollutant" && !shared.contains { $0.target.name == name } && !(name == "period" && period != nil)
        }
        for column in wide.columns {
            let name = "\(entity.name)_\(column.code.lowercased())"
            let isFirst = column.code == wide.columns[0].code
            line(1, name + ":", "guess 0.85: the column is called like \(column.title), \(column.code)")
            line(2, "entity: " + entity.name)
            line(2, "when: " + fields.filled(column.source.path))
            line(2, "fields:")
            for guess in shared {
                line(3, fields.line(guess), isFirst ? fields.remark(guess) : "")
            }
            line(3, "pollutant: { const: \(column.code) }")
            if let period {
                line(3, "period: { const: \(period) }", isFirst ? "guess 0.50: by how the times are written" : "")
            }
            for field in open { line(3, "# \(field):", "fill in: it must have a value") }
            if let medium = wide.medium { line(3, "medium: { const: \(medium) }") }
            line(3, "value: " + YAMLText.scalar(column.source.path))
            if let unit = unit(column.source) { line(3, "unit: { const: \(YAMLText.scalar(unit)) }") }
            add(guesses: shared.count + 2, open: open.map { name + "." + $0 })
            open = entity.key.filter { open.contains($0) }
        }
    }

    /// The code of the unit in the header, if the table of units of values has it.
    private func unit(_ source: SourceField) -> String? {
        let table = matcher.codes["unit"]
        let spelling = source.header.unit ?? source.header.words
        return table.flatMap { table in table.entry(spelling).map { table[$0].code } }
    }

    /// Hours, when the times have no minutes.
    private func period(_ wide: WideGuess) -> String? {
        guard let time = wide.shared.first(where: { $0.target.name == "time" })?.source.profile else { return nil }
        let patterns = time.votes.keys.map { shape in
            switch shape {
            case .date(let pattern), .datetime(let pattern): pattern
            default: ""
            }
        }
        if patterns.allSatisfy({ !$0.contains("H") }) { return "day" }
        return patterns.allSatisfy { !$0.contains("mm") } || time.distinct.keys.allSatisfy { $0.contains(":00") }
            ? "hour" : nil
    }
}
