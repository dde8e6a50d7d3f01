import Diagnostics
import Model
import YAML

/// A text of a mapping file with its place.
struct Written {
    let text: String
    let value: ConfigValue

    /// A text value; anything else is reported.
    init?(_ value: ConfigValue?, allowingEmpty: Bool = false) {
        guard let value, let text = value.text(allowingEmpty: allowingEmpty) else { return nil }
        self.text = text
        self.value = value
    }

    var place: FilePlace { value.location }

    func report(_ code: DiagnosticCode, _ message: String, evidence: String = "", help: String = "") {
        value.report(code, message, evidence: evidence, help: help.isEmpty ? [] : [help])
    }

    /// Reports a mistake at some characters of the text.
    func report(_ fault: ExpressionFault) {
        let range = value.source.range(of: fault.range, in: value.node)
        value.report(fault.code.diagnostic, fault.message, at: range, help: fault.help.isEmpty ? [] : [fault.help])
    }

    /// The text read as an expression and checked; mistakes are reported, and what has one is null.
    func bind(
        site: ExpressionSite, shape: ShapeBuilder, names: MappingNames
    ) -> (node: ExprNode, type: ExprType, fields: Set<String>, isSound: Bool) {
        do throws(ExpressionFault) {
            let syntax = try ExpressionParser.parse(text)
            var binder = ExpressionBinder(site: site, shape: shape, names: names)
            let bound = binder.bind(syntax)
            for fault in binder.faults { report(fault) }
            for use in binder.usedSlots {
                shape.note(
                    use.slot,
                    at: FilePlace(file: value.source, range: value.source.range(of: use.range, in: value.node)))
            }
            return (bound.node, bound.type, binder.usedFields, binder.faults.isEmpty)
        } catch {
            report(error)
            return (.constant(.null), .null, [], false)
        }
    }

    /// The text as a condition.
    func condition(site: ExpressionSite, shape: ShapeBuilder, names: MappingNames) -> (ExprNode, Set<String>) {
        // A condition shows nobody what it reads.
        let sensitivity = shape.sensitivity
        shape.sensitivity = sensitivity ?? .public
        defer { shape.sensitivity = sensitivity }
        let bound = bind(site: site, shape: shape, names: names)
        if bound.isSound, !bound.type.fits(.bool) {
            report(
                ExpressionFault(
                    code: .type, message: "a condition is needed here, found \(bound.type.name)",
                    range: 0..<text.unicodeScalars.count, help: "compare it, as in `$.a == \"1\"`"))
        }
        return (bound.node, bound.fields)
    }
}

extension ExpressionFault.Code {
    var diagnostic: DiagnosticCode {
        switch self {
        case .syntax: .expressionSyntax
        case .name: .unknownName
        case .function: .unknownFunction
        case .arguments: .wrongArguments
        case .type: .typeMismatch
        case .path: .badPath
        case .reference: .circularDefinition
        case .table: .unknownCodeTable
        case .pattern: .badDatePattern
        case .zone: .missingZone
        case .unit: .unknownUnit
        case .dimension: .dimensionMismatch
        }
    }
}
