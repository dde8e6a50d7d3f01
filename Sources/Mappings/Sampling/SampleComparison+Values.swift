import Diagnostics
import Model

extension SampleComparison {
    /// Values of the sample that the fields cannot use: codes, units, days.
    func values() {
        for op in mapping.plan.ops {
            let parts = mapping.plan.details[op.detail].parts
            if let unit = parts.unitChoice, let place = parts.unitPlace { units(unit, at: place) }
            guard case .slots(let slots) = parts.origin, parts.places.count == slots.count else { continue }
            for (slot, place) in zip(slots, parts.places) {
                guard let field = field(at: slot), !field.values.isEmpty else { continue }
                if op.flags.contains(.hasCodes), let codes = parts.codes {
                    self.codes(codes, parts, op, field, at: place)
                } else if op.type == .date || op.type == .datetime {
                    dates(parts, op, field, at: place)
                }
            }
        }
    }

    private func codes(
        _ codes: CodeLookup, _ parts: FieldPlan.Parts, _ op: FieldOp, _ field: SampleProfile.Field, at place: FilePlace
    ) {
        // Whoever says that unknown codes are kept or dropped has been told.
        guard parts.unknown == .quarantine, parts.onFail == .quarantine else { return }
        var scratch: [UInt8] = []
        let unknown = unfit(field, parts, op) { codes.find($0.span, scratch: &scratch) >= 0 }
        report(
            .unknownCodes, unknown,
            ("an observed value is not in \(codes.names)", "observed values are not in \(codes.names)"),
            at: place, help: "add them to the aliases of \(codes.names), or to `codes:`")
    }

    private func dates(_ parts: FieldPlan.Parts, _ op: FieldOp, _ field: SampleProfile.Field, at place: FilePlace) {
        guard parts.onFail == .quarantine else { return }
        let zone = parts.zone ?? .utc
        let unknown = unfit(field, parts, op) { text in
            parts.patterns.contains { pattern in
                op.type == .datetime
                    ? (try? pattern.instant(text.span, zone: zone)) != nil
                    : (try? pattern.date(text.span, zone: zone)) != nil
            }
        }
        let patterns = parts.patterns.map { "`\($0.source)`" }.joined(separator: ", ")
        report(
            .unfitDates, unknown,
            ("an observed value is not written as \(patterns)", "observed values are not written as \(patterns)"),
            at: place, help: "add their pattern to `date:`, or marks for none to `null_if:`")
    }

    private func units(_ choice: UnitChoice, at place: FilePlace) {
        guard let field = field(at: choice.slot) else { return }
        let trim = Cleaner.named("trim")
        let unknown = field.values.filter { value in
            let text = trim?(value.key) ?? value.key
            return !text.isEmpty && choice.table.unit(text) == nil
        }
        report(
            .unknownUnits, unknown, ("an observed unit is not known", "observed units are not known"), at: place,
            help: "add the spellings to mappings/units.yaml")
    }

    /// The values of a field that are something and that `fits` refuses.
    private func unfit(
        _ field: SampleProfile.Field, _ parts: FieldPlan.Parts, _ op: FieldOp, _ fits: ([UInt8]) -> Bool
    ) -> [String: Int] {
        field.values.filter { value in
            let pieces =
                parts.separator.isEmpty
                ? [value.key] : value.key.components(of: String(decoding: parts.separator, as: UTF8.self))
            return pieces.contains { piece in
                let text = tidied(Array(piece.utf8), parts, op)
                return !text.isEmpty && !parts.nullIf.contains(text) && !fits(text)
            }
        }
    }

    private func tidied(_ bytes: [UInt8], _ parts: FieldPlan.Parts, _ op: FieldOp) -> [UInt8] {
        var bytes = bytes
        let trim = Cleaner.named("trim")
        if op.flags.contains(.trims) { trim?.apply(&bytes, 0) }
        for cleaner in parts.cleaners { cleaner.apply(&bytes, 0) }
        if op.flags.contains(.trims) { trim?.apply(&bytes, 0) }
        return bytes
    }

    private func report(
        _ code: DiagnosticCode, _ values: [String: Int], _ words: (one: String, many: String), at place: FilePlace,
        help: String
    ) {
        guard !values.isEmpty else { return }
        let sorted = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let listed = sorted.prefix(5).map { "\"\($0.key)\" ×\(Self.number($0.value))" }.joined(separator: ", ")
        let more = sorted.count > 5 ? " and \(sorted.count - 5) more" : ""
        bag.add(
            Diagnostic(
                code, sorted.count == 1 ? words.one : "\(sorted.count) \(words.many)", at: place,
                evidence: listed + more, help: [help], notes: [note]))
    }
}

extension String {
    /// The parts between the occurrences of a text.
    fileprivate func components(of separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
