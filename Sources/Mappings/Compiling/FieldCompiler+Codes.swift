import Diagnostics
import Model

extension FieldCompiler {
    /// The tables and codes of `codes:`; a coded field without them asks its own table.
    func compileCodes() {
        var codes = syntax.codes
        if case .constant = parts.origin { return }
        if codes.isEmpty, case .code(let name) = schema.type {
            guard let table = compiler.context.codes[name] else {
                let help = Suggestion.help(for: name, among: compiler.context.codes.keys.sorted())
                syntax.value.report(
                    .unknownCodeTable, "`\(schema.name)` holds codes of `\(name)`, and there is no such table",
                    at: syntax.place.range, evidence: help)
                return
            }
            compiler.usedTables.insert(name)
            set([.table(table, first: 0)], table.entries.map { PreparedValue(text: $0.code) }, "`\(name)`")
            return
        }
        if case .point = schema.type, let first = codes.first { reject(first) }
        if case .ref = schema.type, let first = codes.first { reject(first) }
        var lookups: [CodeLookup.Part] = []
        var results: [PreparedValue] = []
        var names: [String] = []
        while !codes.isEmpty {
            switch codes.removeFirst() {
            case .table(let written): add(table: written, &lookups, &results, &names)
            case .inline(let entries):
                lookups.append(.inline(inline(entries, &results)))
                names.append("this field's codes")
            }
        }
        if !lookups.isEmpty { set(lookups, results, names.joined(separator: " and ")) }
    }

    /// `at:`, an expression that gives the day on which the rows of the tables must hold.
    func compileDay() {
        guard let written = syntax.at else { return }
        guard op.flags.contains(.hasCodes) else {
            written.report(
                .typeMismatch, "`\(schema.name)` looks up no code, so no day is needed", help: "leave `at:` out")
            return
        }
        let bound = written.bind(site: site, shape: compiler.shape, names: compiler.names)
        uses.formUnion(bound.fields)
        guard bound.isSound else { return }
        guard bound.type.fits(.date) else {
            let help =
                bound.type == .datetime
                ? "`date_of(x)` is the day of a moment" : "`date(x, \"yyyy-MM-dd\")` reads a day"
            written.report(.typeMismatch, "`at:` needs a day, found \(bound.type.name)", help: help)
            return
        }
        parts.day = bound.node
        op.flags.insert(.hasDay)
    }

    private func set(_ lookups: [CodeLookup.Part], _ results: [PreparedValue], _ names: String) {
        parts.codes = CodeLookup(parts: lookups, results: results, names: names)
        op.flags.insert(.hasCodes)
    }

    private func reject(_ codes: CodesSyntax) {
        let place: FilePlace? =
            switch codes {
            case .table(let written): written.place
            case .inline(let entries): entries.first?.code.place
            }
        syntax.value.report(
            .typeMismatch, "`\(schema.name)` is \(schema.type.words) and has no codes", at: place?.range)
    }

    private func add(
        table written: Written, _ lookups: inout [CodeLookup.Part], _ results: inout [PreparedValue],
        _ names: inout [String]
    ) {
        let name = written.text.hasPrefix("codes/") ? String(written.text.dropFirst(6)) : written.text
        guard let table = compiler.table(name, for: written) else { return }
        if case .code(let own) = schema.type, own != name {
            written.report(
                .typeMismatch, "`\(schema.name)` holds codes of `\(own)`, not of `\(name)`", help: "leave `codes:` out")
            return
        }
        let values = table.entries.map { PreparedValue($0.code, as: schema.type, zone: nil) }
        guard !values.contains(nil) else {
            written.report(.typeMismatch, "the codes of `\(name)` are not \(schema.type.words), as `\(schema.name)` is")
            return
        }
        lookups.append(.table(table, first: results.count))
        names.append("`\(name)`")
        results += values.compactMap { $0 }
    }

    private func inline(
        _ entries: [(source: String, code: Written)], _ results: inout [PreparedValue]
    ) -> InlineCodes {
        var texts: [(text: [UInt8], result: Int)] = []
        for entry in entries {
            guard let value = prepared(entry.code) else { continue }
            texts.append((Array(entry.source.utf8), results.count))
            results.append(value)
        }
        return InlineCodes(texts)
    }
}
