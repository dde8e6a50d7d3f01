import Diagnostics
import Model
import YAML

/// Compiles one field; reports what does not fit its type in the schema.
final class FieldCompiler {
    let compiler: MappingCompiler
    let target: Int
    let syntax: FieldSyntax
    let schema: FieldSchema
    var op = FieldOp()
    var parts = FieldPlan.Parts()
    var uses: Set<String> = []

    init(compiler: MappingCompiler, target: Int, syntax: FieldSyntax, schema: FieldSchema) {
        self.compiler = compiler
        self.target = target
        self.syntax = syntax
        self.schema = schema
    }

    var entry: TargetEntry { compiler.entries[target] }

    func compile() -> MappingCompiler.Compiled? {
        guard let column = entry.entity.column(of: schema.name) else { return nil }
        compiler.shape.sensitivity = schema.sensitivity
        defer { compiler.shape.sensitivity = nil }
        op.column = column
        op.type = schema.type.kind
        op.longest = schema.maxLength ?? .max
        if schema.isRequired || entry.entity.key.contains(schema.name), !entry.syntax.isReference {
            op.flags.insert(.isRequired)
        }
        parts.name = schema.name
        parts.entity = entry.entity.name
        let start = (syntax.from.first?.place ?? syntax.expression?.place ?? syntax.place).range.start
        parts.line = start.line
        parts.fileColumn = start.column
        parts.onFail = syntax.onFail
        parts.unknown = syntax.unknown
        parts.range = schema.range
        if schema.range != nil { op.flags.insert(.hasChecks) }
        compileOrigin()
        compileText()
        compileType()
        compileDates()
        compileUnit()
        compileCodes()
        compileDay()
        compileChecks()
        compileFallback()
        if let when = syntax.when {
            let (node, fields) = when.condition(site: site, shape: compiler.shape, names: compiler.names)
            parts.when = node
            uses.formUnion(fields)
            op.flags.insert(.isSpecial)
        }
        return (schema.name, op, parts, uses)
    }

    var site: ExpressionSite { compiler.site(of: target) }

    private func compileOrigin() {
        if let expression = syntax.expression {
            let bound = expression.bind(site: site, shape: compiler.shape, names: compiler.names)
            uses.formUnion(bound.fields)
            parts.origin = .expression(bound.node, bound.type)
            parts.path = expression.text
            op.flags.insert(.isSpecial)
            if bound.isSound { checkResult(bound.type, expression) }
        } else if let constant = syntax.constant {
            parts.origin = .constant(prepared(constant) ?? PreparedValue(.null))
            op.flags.insert(.isSpecial)
        } else if let reference = syntax.reference {
            compileReference(reference)
        } else if let longitude = syntax.longitude {
            compilePoint(longitude)
        } else {
            compilePaths()
        }
    }

    private func compilePaths() {
        let isAlternative = syntax.from.count > 1
        var slots: [SlotRef] = []
        for written in syntax.from {
            let slot = compiler.slot(
                written, scopes: entry.scopes, isAlternative: isAlternative, isOptional: syntax.isOptional)
            guard let slot else { continue }
            slots.append(slot)
            parts.places.append(written.place)
        }
        parts.path = syntax.from.first?.text ?? ""
        parts.origin = .slots(slots)
        op.slot = slots.first ?? op.slot
        if slots.count > 1 || schema.type == .list { op.flags.insert(.isSpecial) }
        if schema.type == .point, let first = syntax.from.first {
            first.report(.typeMismatch, "`\(schema.name)` is a point", help: "write `lon:` and `lat:` with a path each")
        }
    }

    private func compileReference(_ written: Written) {
        op.flags.insert(.isSpecial)
        guard case .ref(let entity) = schema.type else {
            written.report(.typeMismatch, "`\(schema.name)` is \(schema.type.words), not a reference")
            return
        }
        let names = compiler.entries.map(\.syntax.name)
        guard let index = names.firstIndex(of: written.text) else {
            written.report(
                .badReference, "no entity `\(written.text)` in this mapping",
                evidence: Suggestion.help(for: written.text, among: names))
            return
        }
        let other = compiler.entries[index]
        let isReachable = index != target && (other.parent == nil || compiler.ancestors(of: target).contains(index))
        guard other.entity.name == entity, isReachable else {
            written.report(
                .badReference, "`\(written.text)` cannot be the \(entity) of this entity",
                help: "a reference goes to a `\(entity)` above, or on the top level")
            return
        }
        parts.origin = .row(target: index)
    }

    private func compilePoint(_ longitude: Written) {
        op.flags.insert(.isSpecial)
        guard schema.type == .point else {
            longitude.report(.typeMismatch, "`\(schema.name)` is \(schema.type.words), not a point")
            return
        }
        let words = Datum.allCases.map(\.rawValue)
        let datum = syntax.datum.map { Datum(rawValue: $0.text) } ?? .wgs84
        if let written = syntax.datum, datum == nil {
            written.report(.invalidValue, "unknown datum", evidence: Suggestion.help(for: written.text, among: words))
        }
        guard let latitude = syntax.latitude, let datum,
            let x = compiler.slot(longitude, scopes: entry.scopes, isOptional: syntax.isOptional),
            let y = compiler.slot(latitude, scopes: entry.scopes, isOptional: syntax.isOptional)
        else { return }
        parts.path = longitude.text + ", " + latitude.text
        parts.origin = .point(longitude: x, latitude: y, datum)
    }

    private func checkResult(_ type: ExprType, _ written: Written) {
        let accepted: Bool
        switch schema.type {
        case .text, .code, .ref: accepted = type.fits(.text)
        case .list: accepted = type.fits(.list(.text)) || type.fits(.text)
        case .point: accepted = type.fits(.point)
        case .quantity: accepted = type.fits(.decimal) || type.fits(.text) || type.isQuantity
        default: accepted = type.fits(schema.type.expression ?? .null) || type.fits(.text)
        }
        guard !accepted else { return }
        let help =
            switch (type, schema.type) {
            case (.decimal, .integer): "`round(x)` gives a decimal; `integer(text(x))` checks"
            case (.quantity(let unit, _), .decimal): "`amount(x, \"\(unit)\")` is the number of a quantity"
            case (.duration, _): "`x / hours(1)` is the number of a duration"
            case (.datetime, .date): "`date_of(x)` is the day of a moment"
            case (.list, .text): "`join(x, \"、\")` makes text of a list"
            default: "`text(x)` makes text"
            }
        written.report(
            .typeMismatch, "`\(schema.name)` is \(schema.type.words), the expression gives \(type.name)", help: help)
    }

    /// A text of the file as a value of the field's type; reported if it is none.
    func prepared(_ written: Written) -> PreparedValue? {
        if case .code(let name) = schema.type, let table = compiler.context.codes[name] {
            guard let index = table.entry(written.text), table[index].code == written.text else {
                let near = Suggestion.nearest(to: written.text, among: table.entries.map(\.code))
                written.report(
                    .unknownTargetCode, "`\(written.text.prefix(80))` is not a code of `\(name)`",
                    evidence: near.map { "did you mean `\($0)`?" } ?? "")
                return nil
            }
        }
        if let value = PreparedValue(written.text, as: schema.type, zone: parts.zone ?? compiler.context.zone) {
            return value
        }
        written.report(
            .typeMismatch, "`\(written.text.prefix(80))` is not \(schema.type.words), as `\(schema.name)` is")
        return nil
    }
}

extension FieldType {
    var kind: FieldKind {
        switch self {
        case .text: .text
        case .integer: .integer
        case .decimal, .quantity: .decimal
        case .bool: .bool
        case .date: .date
        case .datetime: .datetime
        case .code: .code
        case .ref: .reference
        case .point: .point
        case .list: .list
        }
    }

    /// The type in words, for messages.
    var words: String {
        switch self {
        case .text: "text"
        case .integer: "a whole number"
        case .decimal: "a decimal"
        case .bool: "true or false"
        case .date: "a date"
        case .datetime: "a date-time"
        case .quantity(let unit): "a quantity in \(unit)"
        case .code(let table): "a code of `\(table)`"
        case .ref(let entity): "a reference to \(entity)"
        case .point: "a point"
        case .list: "a list"
        }
    }
}
