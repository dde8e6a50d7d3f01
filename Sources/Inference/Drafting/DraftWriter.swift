import Model

/// Writes a draft, line by line.
struct DraftWriter {
    let form: SampleForm
    let matcher: FieldMatcher
    let setting: MappingDraft.Setting
    let profile: ListProfile
    private(set) var text = ""
    private(set) var guessed = 0
    private(set) var ignored: [String] = []
    private(set) var open: [String] = []

    init(form: SampleForm, matcher: FieldMatcher, setting: MappingDraft.Setting, profile: ListProfile) {
        (self.form, self.matcher, self.setting, self.profile) = (form, matcher, setting, profile)
    }

    /// What writers say for nothing.
    static let nothings: Set<String> = [
        "/", "／", "-", "—", "--", "——", "无", "暂无", "无数据", "空", "null", "NULL", "N/A", "n/a", "NA", "企业未公示", "未公示",
        "不详", "未知",
    ]

    mutating func write(_ entities: [EntityGuess]) {
        line(
            0,
            "# A draft, made of \(profile.count) records. Each guess says how sure it is (1.00 is certain) and why: look at the low"
        )
        line(0, "# ones, mend what is wrong, delete the remarks. `envhub check` tells what is missing.")
        line(0, "mapping: " + setting.name)
        if setting.title != setting.name { line(0, "title: " + YAMLText.scalar(setting.title)) }
        writeDefaults()
        if entities.isEmpty {
            line(0, "to:", "fill in: no entity of the schema has these fields; see mappings/schema")
            open.append("to")
        } else {
            line(0, "to:")
            for entity in entities { write(entity, profile, indent: 1) }
            for entity in entities { if let wide = entity.wide { write(wide) } }
        }
        writeIgnored(entities)
    }

    private mutating func writeDefaults() {
        var seen: Set<String> = []
        Self.collect(profile, &seen)
        line(0, "defaults:")
        line(1, "clean: [trim]")
        if seen.isEmpty { return }
        let list = seen.sorted().map(YAMLText.scalar).joined(separator: ", ")
        line(1, "null_if: [\(list)]", "guess 0.80: stand where other records have a value")
    }

    private static func collect(_ list: ListProfile, _ seen: inout Set<String>) {
        for field in list.fields where field.distinct.count > 1 || field.hasMore {
            seen.formUnion(nothings.intersection(field.distinct.keys))
        }
        for inner in list.lists { collect(inner, &seen) }
    }

    private mutating func write(_ guess: EntityGuess, _ list: ListProfile, indent: Int) {
        let entity = guess.entity
        line(indent, entity.name + ":", "\(entity.title.zh), \(entity.title.en)")
        if !guess.each.isEmpty { line(indent + 1, "each: " + YAMLText.scalar(guess.each)) }
        line(indent + 1, "fields:")
        let fields = FieldLines(form: form, matcher: matcher, hasZone: setting.hasZone, beside: list.fields)
        for field in entity.fields {
            if let own = guess.guesses.first(where: { $0.target.name == field.name }) {
                line(indent + 2, fields.line(own), fields.remark(own))
                guessed += 1
            } else if let above = guess.above.first(where: { $0.guess.target.name == field.name }) {
                line(indent + 2, fields.line(above.guess, isAbove: true), fields.remark(above.guess))
                guessed += 1
            } else if field.type == .point, let point = guess.point, let written = fields.line(point, field) {
                line(indent + 2, written, fields.remark(point))
                guessed += 1
            } else if guess.missing.contains(where: { $0.name == field.name }) {
                writeMissing(field, guess, indent: indent + 2)
            }
        }
        guard !guess.children.isEmpty else { return }
        line(indent + 1, "children:")
        for child in guess.children {
            if let inner = list.lists.first(where: { $0.each == child.each }) {
                write(child, inner, indent: indent + 2)
            }
        }
    }

    /// A field that must have a value and has none: said, and told by `check` until a person fills it in.
    private mutating func writeMissing(_ field: FieldSchema, _ guess: EntityGuess, indent: Int) {
        if case .ref = field.type, !guess.each.isEmpty || guessed > 0 && isFilledByItself(field) { return }
        if field.type == .text, Thesaurus.counters.contains(field.title.zh) {
            line(indent, "\(field.name): { const: \"1\" }", "guess 0.40: no field numbers several; there is one")
            guessed += 1
            return
        }
        if let period = period(field, guess) {
            line(indent, "\(field.name): { const: \(period) }", "guess 0.40: no field says it")
            guessed += 1
            return
        }
        open.append(guess.entity.name + "." + field.name)
        line(indent, "# \(field.name):", "fill in: \(field.title.zh), \(field.title.en); it must have a value")
    }

    /// How long the values of a table are that does not say it: moments of sampling, unless hours are written.
    private func period(_ field: FieldSchema, _ guess: EntityGuess) -> String? {
        guard case .code(let table) = field.type, table == "averaging-period" else { return nil }
        let time = guess.guesses.first { $0.target.type == .datetime }?.source.profile
        let isHour = time?.votes.keys.allSatisfy { $0 == .datetime("yyyy-MM-dd HH") } ?? false
        let wanted = isHour ? "hour" : "sample"
        return matcher.codes[table]?.entry(wanted) == nil ? nil : wanted
    }

    private func isFilledByItself(_ field: FieldSchema) -> Bool {
        guard case .ref(let entity) = field.type else { return false }
        return text.contains("\n  \(entity):")
    }

    private mutating func writeIgnored(_ entities: [EntityGuess]) {
        var lines: [(path: String, remark: String)] = []
        collect(profile, entities, prefix: "", &lines)
        ignored = lines.map(\.path)
        guard !lines.isEmpty else { return }
        line(0, "# What the source has and this mapping leaves out. Take a line away when the field is mapped.")
        line(0, "ignore:")
        for item in lines { line(1, "- " + YAMLText.scalar(item.path), item.remark) }
    }

    private func collect(
        _ list: ListProfile, _ entities: [EntityGuess], prefix: String, _ lines: inout [(path: String, remark: String)]
    ) {
        let used = entities.reduce(into: Set<String>()) { used, entity in
            used.formUnion(entity.paths)
            used.formUnion(units(entity, list))
            used.formUnion(entity.wide?.columns.map(\.source.path) ?? [])
            used.formUnion(entity.wide?.shared.map(\.source.path) ?? [])
        }
        for field in list.fields where !used.contains(field.path) {
            lines.append((joined(prefix, field.path), ProfileText.remark(field, of: list.count)))
        }
        for inner in list.lists {
            let below = entities.flatMap(\.children).filter { $0.each == inner.each }
            collect(inner, below, prefix: joined(prefix, inner.each), &lines)
        }
    }

    /// The fields that quantities take their units from.
    private func units(_ entity: EntityGuess, _ list: ListProfile) -> [String] {
        let fields = FieldLines(form: form, matcher: matcher, hasZone: setting.hasZone, beside: list.fields)
        return entity.guesses.compactMap { fields.unitField(of: $0)?.path }
    }

    private func joined(_ prefix: String, _ path: String) -> String {
        if prefix.isEmpty { return path }
        return form == .json ? prefix + path.dropFirst() : prefix + "/" + path
    }

    mutating func add(guesses: Int, open fields: [String]) {
        guessed += guesses
        open += fields
    }

    mutating func line(_ indent: Int, _ content: String, _ remark: String = "") {
        text += String(repeating: "  ", count: indent) + content
        if !remark.isEmpty { text += "  " + YAMLText.comment(remark) }
        text += "\n"
    }
}
