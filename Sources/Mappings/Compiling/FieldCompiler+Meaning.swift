import Diagnostics
import Model

extension FieldCompiler {
    func compileText() {
        var cleaners: [Cleaner] = []
        for written in syntax.clean ?? compiler.syntax.cleanDefaults {
            if written.text == "trim" {
                op.flags.insert(.trims)
            } else if let cleaner = Cleaner.named(written.text) {
                cleaners.append(cleaner)
            } else {
                let known = Cleaner.all.map(\.name)
                written.report(
                    .unknownClean, "unknown clean function `\(written.text)`",
                    evidence: Suggestion.help(for: written.text, among: known))
            }
        }
        // Blanks around anything but text never mean anything.
        if op.type != .text { op.flags.insert(.trims) }
        if !cleaners.isEmpty { op.flags.insert(.cleans) }
        parts.cleaners = cleaners
        parts.nullIf = (syntax.nullIf ?? compiler.syntax.nullDefaults).filter { !$0.isEmpty }.map { Array($0.utf8) }
        if !parts.nullIf.isEmpty { op.flags.insert(.hasNullIf) }
        guard let split = syntax.split else { return }
        if schema.type != .list {
            split.report(
                .typeMismatch, "`\(schema.name)` is \(schema.type.words); `split:` makes a list",
                help: "one part of a text is `before(x, \",\")` or `after(x, \",\")` in `expr:`")
        }
        parts.separator = Array(split.text.utf8)
    }

    func compileType() {
        guard let written = syntax.type else { return }
        let words: [String: FieldKind] = [
            "text": .text, "integer": .integer, "decimal": .decimal, "quantity": .decimal, "bool": .bool,
            "date": .date, "datetime": .datetime, "code": .code, "point": .point, "list": .list, "ref": .reference,
        ]
        guard let kind = words[written.text] else {
            let help = Suggestion.help(for: written.text, among: words.keys.sorted())
            written.report(.invalidValue, "unknown type `\(written.text)`", evidence: help)
            return
        }
        let fits = kind == op.type || (kind == .integer && op.type == .decimal)
        if !fits { written.report(.typeMismatch, "`\(schema.name)` is \(schema.type.words) in the schema") }
    }

    func compileDates() {
        let written = syntax.date + syntax.datetime
        guard op.type == .date || op.type == .datetime else {
            written.first?.report(.typeMismatch, "`\(schema.name)` is \(schema.type.words) and has no date pattern")
            return
        }
        parts.zone = compiler.context.zone
        if let zone = syntax.zone {
            parts.zone = TimeZoneRules(named: zone.text)
            if parts.zone == nil {
                zone.report(.invalidValue, "unknown zone", help: "write `Asia/Shanghai` or `+08:00`")
            }
        }
        for pattern in written { compile(pattern) }
        guard written.isEmpty else { return }
        let standard =
            op.type == .date
            ? ["yyyy-MM-dd"] : ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssXXX"]
        parts.patterns = standard.compactMap { try? DatePattern($0) }
        if op.type == .datetime, parts.zone == nil {
            parts.patterns = parts.patterns.filter(\.hasOffset)
        }
    }

    private func compile(_ written: Written) {
        do throws(DatePatternFault) {
            let pattern = try DatePattern(written.text)
            guard pattern.hasDate else {
                written.report(.badDatePattern, "the pattern has no date")
                return
            }
            // A clock without its zone is no moment, and a moment without a zone has no day.
            let needsZone = op.type == .datetime ? !pattern.hasOffset : pattern.epochUnit != nil
            if needsZone, parts.zone == nil {
                written.report(
                    .missingZone, "nothing says in which zone these times are",
                    help: "write `timezone: Asia/Shanghai` in the connector, or `zone: Asia/Shanghai` here")
            }
            parts.patterns.append(pattern)
        } catch {
            written.report(.badDatePattern, error.description)
        }
    }

    func compileChecks() {
        for written in syntax.checks {
            if let check = IdentifierCheck.named(written.text) {
                if op.type != .text, op.type != .code {
                    written.report(
                        .typeMismatch, "`\(check.name)` checks text; `\(schema.name)` is \(schema.type.words)")
                }
                parts.checks.append(.identifier(check))
            } else if written.text == "in_region" {
                if op.type != .point { written.report(.typeMismatch, "`in_region` checks a point") }
                parts.checks.append(.region(compiler.context.region ?? .china))
            } else if let range = range(written) {
                parts.checks.append(range)
            } else {
                let known = identifierChecks.map(\.name) + ["in_region"]
                written.report(
                    .unknownCheck, "unknown check `\(written.text)`",
                    evidence: Suggestion.help(for: written.text, among: known))
            }
        }
        if !parts.checks.isEmpty { op.flags.insert(.hasChecks) }
    }

    private func range(_ written: Written) -> CheckPlan? {
        let ends = written.text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard ends.count == 2, ends != ["", ""] else { return nil }
        let numbers = ends.map { $0.isEmpty ? nil : try? DecimalValue($0) }
        for (end, number) in zip(ends, numbers) where !end.isEmpty && number == nil { return nil }
        if op.type != .integer, op.type != .decimal {
            written.report(.typeMismatch, "a range checks numbers; `\(schema.name)` is \(schema.type.words)")
        }
        return .range(numbers[0], numbers[1], written.text)
    }

    func compileFallback() {
        guard let written = syntax.fallback else { return }
        parts.fallback = prepared(written)
        op.flags.insert(.hasDefault)
    }
}
