import Diagnostics
import Model

extension ExpressionBinder {
    var units: UnitTable { names.context.units }

    /// `value to unit`.
    mutating func conversion(_ value: ExpressionSyntax, _ unit: String, _ range: Range<Int>) -> Bound {
        // A unit that each record names is known only here, where it is left behind.
        if case .call("quantity", _, let arguments) = value.kind, arguments.count == 2 {
            if case .constant = arguments[1].kind {} else { return asRecorded(arguments, unit, range) }
        }
        let bound = bind(value)
        guard let to = self.unit(unit, range) else { return Self.broken }
        if bound.type == .null { return bound }
        guard case .quantity(let code, _) = bound.type, let from = units.unit(code) else {
            return fault(
                .type, "`to` converts a quantity, found \(bound.type.name)", value.range,
                help: "`quantity(x, \"mg/L\")` makes one of a number or a text")
        }
        return convert(bound, from, to, range)
    }

    func type(of unit: UnitIndex) -> ExprType {
        .quantity(unit: units[unit].code, dimension: units[unit].dimension)
    }

    /// A unit by its spelling; an unknown one is reported.
    mutating func unit(_ spelling: String, _ range: Range<Int>) -> UnitIndex? {
        if let unit = units.unit(spelling) { return unit }
        let near = Suggestion.nearest(to: spelling, among: units.units.map(\.code))
        _ = fault(
            .unit, "unknown unit `\(spelling.prefix(80))`", range,
            help: near.map { "did you mean `\($0)`?" } ?? "add the spelling to mappings/units.yaml")
        return nil
    }

    mutating func convert(_ bound: Bound, _ from: UnitIndex, _ to: UnitIndex, _ range: Range<Int>) -> Bound {
        guard let conversion = UnitConversion(from: units[from], to: units[to]) else {
            return fault(
                .dimension, "`\(units[from].dimension)` cannot become `\(units[to].dimension)`", range,
                help: "the quantity is in \(units[from].code); units convert only inside one dimension")
        }
        if from == to { return (bound.node, type(of: to)) }
        let operation = ExprOperation(takesNull: false) { (a) throws(RecordFault) in
            try ExprFunction.arithmetic { () throws(DecimalFault) in try conversion(a.number(0)) }
        }
        return (.call(operation, [bound.node]), type(of: to))
    }

    /// `quantity(x, $.unit) to mg/L`.
    private mutating func asRecorded(_ arguments: [ExpressionSyntax], _ unit: String, _ range: Range<Int>) -> Bound {
        let (number, spelling) = (bind(arguments[0]), bind(arguments[1]))
        guard let to = self.unit(unit, range) else { return Self.broken }
        guard number.type.fits(.text) || number.type.fits(.decimal) else {
            return mismatch("a quantity is made of a number or a text", number.type, arguments[0].range)
        }
        guard spelling.type.fits(.text) else {
            return mismatch("a unit is a text", spelling.type, arguments[1].range)
        }
        let table = units
        let conversions = table.units.map { UnitConversion(from: $0, to: table[to]) }
        let operation = ExprOperation(takesNull: true) { (a) throws(RecordFault) in
            if a[0].isNull { return .null }
            let amount = try ExprFunction.amount(a[0])
            guard !a.text(1).isEmpty else { throw RecordFault(code: "R2104", message: "the unit is missing") }
            let shown = RecordFault.cut(a.text(1))
            guard let from = table.unit(a.text(1)) else {
                throw RecordFault(code: "R2104", message: "unit not known: \"\(shown)\"", value: shown)
            }
            guard let conversion = conversions[from.position] else {
                let (mine, other) = (table[from], table[to])
                throw RecordFault(
                    code: "R2108",
                    message: "\(mine.code) (\(mine.dimension)) cannot become \(other.code) (\(other.dimension))",
                    value: shown)
            }
            return try ExprFunction.arithmetic { () throws(DecimalFault) in try conversion(amount) }
        }
        return (.call(operation, [number.node, spelling.node]), type(of: to))
    }
}
