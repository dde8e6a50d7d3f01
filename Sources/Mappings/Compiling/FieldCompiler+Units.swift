import Diagnostics
import Model

extension FieldCompiler {
    /// The unit of the source's numbers and the unit that the field is kept in.
    func compileUnit() {
        guard let target = targetUnit() else { return }
        if case .expression(_, .quantity(let code, _)) = parts.origin { return compileQuantity(code, target) }
        guard let unit = syntax.unit else {
            guard case .quantity(let kept) = schema.type, !isConstant else { return }
            syntax.value.report(
                .missingUnit, "`\(schema.name)` is kept in \(kept); nothing says the unit of the source",
                at: syntax.place.range,
                help: ["write `unit: \(kept)` if it is the same, or `unit: $.path` if the record names it"])
            return
        }
        let table = compiler.context.units
        if unit.text.hasPrefix("$") || unit.text.hasPrefix("^") {
            guard let slot = compiler.slot(unit, scopes: entry.scopes, isOptional: syntax.isOptional) else { return }
            parts.unitChoice = UnitChoice(table: table, target: target, slot: slot)
            parts.unitPlace = unit.place
            op.flags.insert(.hasUnit)
        } else if let source = known(unit) {
            guard let conversion = UnitConversion(from: table[source], to: table[target]) else {
                unit.report(
                    .dimensionMismatch,
                    "`\(table[source].dimension)` cannot become `\(table[target].dimension)`",
                    evidence: "\(table[source].code) is \(table[source].dimension)",
                    help: "`\(schema.name)` is kept in \(table[target].code), \(table[target].dimension)")
                return
            }
            guard conversion.factor != .one || !conversion.delta.isZero || conversion.divisor != .one else { return }
            parts.conversion = conversion
            op.flags.insert(.hasUnit)
        }
    }

    /// An expression that says its unit itself.
    private func compileQuantity(_ code: String, _ target: UnitIndex) {
        let table = compiler.context.units
        syntax.unit?.report(
            .conflictingKeys, "the expression says its unit already: \(code)", help: "leave `unit:` out")
        guard let source = table.unit(code) else { return }
        guard let conversion = UnitConversion(from: table[source], to: table[target]) else {
            syntax.expression?.report(
                .dimensionMismatch, "`\(table[source].dimension)` cannot become `\(table[target].dimension)`",
                evidence: "the expression gives \(code)",
                help: "`\(schema.name)` is kept in \(table[target].code), \(table[target].dimension)")
            return
        }
        guard source != target else { return }
        parts.conversion = conversion
        op.flags.insert(.hasUnit)
    }

    private var isConstant: Bool { if case .constant = parts.origin { true } else { false } }

    /// The unit that the field is kept in; nil if it has none, or a mistake was reported.
    private func targetUnit() -> UnitIndex? {
        let table = compiler.context.units
        switch schema.type {
        case .quantity(let kept):
            guard let unit = table.unit(kept) else {
                syntax.value.report(
                    .unknownUnit, "`\(schema.name)` is kept in the unknown unit `\(kept)`", at: syntax.place.range)
                return nil
            }
            if let to = syntax.to, let wanted = known(to), wanted != unit { refuse(to, wanted, unit) }
            return unit
        case .decimal:
            guard syntax.unit != nil || syntax.to != nil else { return nil }
            if let to = syntax.to, syntax.unit != nil { return known(to) }
            syntax.value.report(
                .missingKey, "`unit:` and `to:` go together at a plain decimal", at: syntax.place.range)
            return nil
        default:
            (syntax.unit ?? syntax.to)?.report(
                .typeMismatch, "`\(schema.name)` is \(schema.type.words) and has no unit")
            return nil
        }
    }

    private func refuse(_ to: Written, _ wanted: UnitIndex, _ kept: UnitIndex) {
        let table = compiler.context.units
        let (from, target) = (table[wanted], table[kept])
        if from.dimension != target.dimension {
            to.report(
                .dimensionMismatch, "`\(target.dimension)` cannot become `\(from.dimension)`",
                evidence: "\(from.code) is \(from.dimension)", help: "`\(schema.name)` is kept in \(target.code)")
        } else {
            to.report(.typeMismatch, "`\(schema.name)` is kept in \(target.code)", help: "leave `to:` out")
        }
    }

    private func known(_ written: Written) -> UnitIndex? {
        if let unit = compiler.context.units.unit(written.text) { return unit }
        let codes = compiler.context.units.units.map(\.code)
        written.report(
            .unknownUnit, "unknown unit `\(written.text)`",
            evidence: Suggestion.nearest(to: written.text, among: codes).map { "did you mean `\($0)`?" } ?? "",
            help: "add the spelling to mappings/units.yaml")
        return nil
    }
}
