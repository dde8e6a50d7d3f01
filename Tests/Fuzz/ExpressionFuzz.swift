import Connectors
import Diagnostics
import Foundation
import Model

@testable import Mappings

extension FuzzTarget {
    /// Parser, binder and engine of expressions.
    static let expressions = FuzzTarget(name: "expressions", seeds: { FuzzSeeds.texts() }) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        try ExpressionFuzz.parse(text)
        for kind in PathKind.allCases { try ExpressionFuzz.bind(text, kind) }
        try ExpressionFuzz.evaluate(text)
    }
}

enum ExpressionFuzz {
    /// A parsed expression, written down and read again, is the same one; a fault lies within the text.
    static func parse(_ text: String) throws {
        let length = text.unicodeScalars.count
        switch Result(catching: { () throws(ExpressionFault) in try ExpressionParser.parse(text) }) {
        case .failure(let fault): try check(fault, length)
        case .success(let syntax):
            try within(syntax, 0..<length)
            let written = ExpressionText.text(of: syntax)
            // Written down, every part is in brackets of its own, which may be more or longer than an expression's may.
            guard let again = reparsed(written) else { return }
            try hold(ExpressionText.text(of: again) == written, "read again it is another: \(written)")
        }
    }

    private static func reparsed(_ written: String) -> ExpressionSyntax? {
        guard written.unicodeScalars.count <= Lexer.longest else { return nil }
        do throws(ExpressionFault) { return try ExpressionParser.parse(written) } catch {
            if error.message.contains("levels inside one another") { return nil }
            fatalError("cannot be read again: \(error.message): \(written)")
        }
    }

    private static func within(_ syntax: ExpressionSyntax, _ range: Range<Int>) throws(Broken) {
        try hold(
            range.lowerBound <= syntax.range.lowerBound && syntax.range.upperBound <= range.upperBound,
            "\(syntax.range) is not within \(range)")
        for part in ExpressionText.parts(of: syntax) { try within(part, range) }
    }

    private static func check(_ fault: ExpressionFault, _ length: Int) throws(Broken) {
        try hold(!fault.message.isEmpty, "a fault without words")
        try hold(
            fault.range.lowerBound >= 0 && fault.range.upperBound <= length + 1,
            "\(fault.message): \(fault.range) is not within \(length)")
    }

    /// Every fault of the binder lies within the text, and is told once.
    static func bind(_ text: String, _ kind: PathKind) throws {
        guard let syntax = try? ExpressionParser.parse(text) else { return }
        let shape = ShapeBuilder(kind: kind)
        let names = MappingNames(definitions: [], shape: shape, context: FuzzHub.context(kind))
        let entity = FuzzHub.context.schema.entities[0]
        names.targets = [MappingNames.Target(name: entity.name, entity: entity)]
        var binder = ExpressionBinder(
            site: ExpressionSite(scopes: [0], target: 0, visible: [0]), shape: shape, names: names)
        _ = binder.bind(syntax)
        for fault in binder.faults { try check(fault, text.unicodeScalars.count) }
        for use in binder.usedSlots { try hold(use.slot.scope < shape.shape.scopes.count, "a slot of no scope") }
    }

    /// In a mapping, the expression is refused with a place, or gives the same for the same record twice.
    static func evaluate(_ text: String) throws {
        let file = document(text)
        let bag = DiagnosticBag()
        let config = ConfigFile(name: "m.yaml", bytes: Array(file.utf8), bag: bag)
        let mapping = CompiledMapping.compile(config, in: FuzzHub.context(.json))
        try DiagnosticFuzz.check(bag.diagnostics, rendered: mapping == nil)
        guard let mapping else { return try hold(bag.hasErrors, "refused without a reason") }
        guard let page = try? decodeWritten(.text(record), name: "r", format: .json, shape: mapping.shape) else {
            throw Broken(description: "the decoder refuses the paths of a sound mapping: \(mapping.shape.scopes)")
        }
        var (first, second) = (MappedBatch(), MappedBatch())
        mapping.apply(page, into: &first)
        mapping.apply(page, into: &second)
        try hold(first.outcomes.count == 1, "\(first.outcomes.count) outcomes of one record")
        try hold(first.outcomes == second.outcomes && first.arena == second.arena, "two results of one record")
        for rejection in first.rejections {
            try hold(DiagnosticCode.all.contains { $0.id == rejection.code }, "no code: \(rejection.code)")
            try hold(rejection.line > 0 && !rejection.message.isEmpty, "a rejection without a place or words")
        }
    }

    private static func document(_ text: String) -> String {
        let quoted = text.escaped(["'"], by: "'")
        return """
            mapping: m
            let: { 名: "upper($.name)" }
            to:
              penalty:
                fields:
                  decision_no: { const: "1" }
                  violation: { expr: 'text(\(quoted))', on_fail: null+flag }
                  facts: { expr: '\(quoted)' }
            """
    }

    private static let record = Array(
        #"""
        {"name":"清远市示例电镀厂","a":"Abc","n":"12.5","v":3.25,"i":"7","t":true,"none":null,"day":"2024-02-29",
         "at":"2026-03-02 09:30:00","unit":"mg/L","long":"长期","x":{"y":["z","1"]},
         "list":[{"name":"COD","v":"50"},{"name":"氨氮","v":"0.5"}],"samples":[{"v":"1"},{"v":null},{}]}
        """#.utf8)
}
