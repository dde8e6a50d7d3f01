import Diagnostics
import Model

/// Why a record became what it became: the source's value, and what would help.
struct TestReasons {
    let outcome: TestOutcome
    let codes: [String: CodeTable]

    init(_ outcome: TestOutcome, _ codes: [String: CodeTable]) {
        self.outcome = outcome
        self.codes = codes
    }

    /// Why something is held.
    func why(_ rejection: MappedBatch.Rejection) -> String {
        let detail = outcome.mapping.plan.details.first {
            $0.parts.line == rejection.line && "\($0.parts.entity).\($0.parts.name)" == rejection.target
        }
        let place = rejection.path.isEmpty ? "" : "at \(rejection.path), "
        let line = "\(place)\(outcome.mapping.file):\(rejection.line):\(rejection.column)"
        guard rejection.line > 0 else { return "" }
        return [line, advice(rejection.value, detail, code: rejection.code)].filter { !$0.isEmpty }
            .joined(separator: "; ")
    }

    /// Why a field of a row is what it is.
    func why(_ row: Int, _ field: String) -> String {
        let target = outcome.mapping.plan.targets[Int(outcome.batch.rows[row].target)]
        let op = target.fields.first { self.detail($0).parts.name == field }
        guard let op else { return "the mapping does not fill `\(field)`" }
        let detail = self.detail(op)
        if let flag = outcome.batch.flags.first(where: { $0.row == row && $0.field == field }) {
            let title = DiagnosticCode.named(flag.code)?.title ?? ""
            let help = advice(flag.value, detail, code: flag.code)
            return "source \(Self.seen(flag.value)): \(flag.code) \(title)" + (help.isEmpty ? "" : "; \(help)")
        }
        guard case .slots(let slots) = detail.parts.origin, let slot = slots.first else { return "" }
        guard let text = source(slot, row) else { return "" }
        return "source " + text
    }

    private func detail(_ op: Int) -> FieldPlan {
        outcome.mapping.plan.details[outcome.mapping.plan.ops[op].detail]
    }

    /// What cleaning, or which code, would have helped.
    private func advice(_ value: String, _ detail: FieldPlan?, code: String) -> String {
        guard code == DiagnosticCode.unknownCode.id, let lookup = detail?.parts.codes, !value.isEmpty else { return "" }
        let steps = [
            ["trim"], ["halfwidth"], ["trim", "halfwidth"], ["upper"], ["collapse_spaces"], ["strip_tags"],
            ["remove_commas"],
        ]
        for names in steps {
            let cleaned = names.compactMap(Cleaner.named).reduce(value) { $1($0) }
            var scratch: [UInt8] = []
            let found = lookup.find(Array(cleaned.utf8).span, scratch: &scratch)
            if cleaned != value, found >= 0 {
                let result = String(decoding: lookup.results[found].itemBytes, as: UTF8.self)
                return "with `clean: [\(names.joined(separator: ", "))]` it would match \(result)"
            }
        }
        return nearest(value, detail)
    }

    private func nearest(_ value: String, _ detail: FieldPlan?) -> String {
        guard let detail, let schema = outcome.schema.entity(detail.parts.entity)?.field(detail.parts.name),
            case .code(let name) = schema.type, let table = codes[name]
        else { return "" }
        let spellings = table.entries.flatMap { [$0.code, $0.labelZh] + $0.aliases }
        guard let near = Suggestion.nearest(to: value, among: spellings), let index = table.entry(near) else {
            return ""
        }
        return "near it is \(near), \(table[index].code) of `\(name)`"
    }

    /// The source's value of a slot for a row, if the scope's row can be told.
    private func source(_ slot: SlotRef, _ row: Int) -> String? {
        let rows = outcome.batch.rows
        let target = Int(rows[row].target)
        let own = outcome.mapping.plan.targets[target].scope
        let same = rows.indices.filter { Int(rows[$0].target) == target }
        var (scope, place) = (own, 0)
        if own > 0 {
            // A row that was held shifts those behind it: then nothing is said.
            guard same.count == outcome.page.scopes[own].rowCount, let found = same.firstIndex(of: row) else {
                return nil
            }
            place = found
        }
        while scope != slot.scope {
            guard let parent = outcome.mapping.shape.scopes[scope].parent else { return nil }
            let starts = outcome.page.scopes[scope].starts
            place = max((starts.firstIndex { $0 > UInt32(place) } ?? starts.count) - 1, 0)
            scope = parent
        }
        guard place < outcome.page.scopes[scope].rowCount else { return nil }
        let slice = outcome.page.field(slot.slot, row: place, scope: scope)
        let path = outcome.mapping.shape.scopes[slot.scope].paths[slot.slot]
        guard let text = outcome.page.text(of: slice) else { return "has nothing at \(path)" }
        return "\(Self.seen(String(text.prefix(120)))) at \(path)"
    }

    /// A source value in quotes, with what cannot be seen of it.
    static func seen(_ text: String) -> String {
        var notes: [String] = []
        for (scalar, verb) in [(text.unicodeScalars.first, "begins with"), (text.unicodeScalars.last, "ends in")] {
            guard let scalar, scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint else {
                continue
            }
            let hex = String(scalar.value, radix: 16, uppercase: true)
            notes.append("\(verb) U+" + String(repeating: "0", count: max(4 - hex.count, 0)) + hex)
        }
        return "\"\(text)\"" + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }
}
