import Diagnostics
import Model

extension MappingCompiler {
    /// The slot of a path as `from:` writes it; a mistake is reported.
    func slot(
        _ written: Written, scopes: [Int], isAlternative: Bool = false, isOptional: Bool = false
    ) -> SlotRef? {
        guard let slot = slot(unnoted: written, scopes: scopes) else { return nil }
        shape.note(
            slot, at: written.place, isAlternative: isAlternative || isOptional,
            isNeeded: !isAlternative && !isOptional, isOptional: isOptional)
        return slot
    }

    private func slot(unnoted written: Written, scopes: [Int]) -> SlotRef? {
        guard written.text.hasPrefix("$") || written.text.hasPrefix("^") else {
            guard shape.kind == .json else { return shape.slot(ofText: written.text, in: scopes[0]) }
            written.report(
                .badPath, "`\(written.text.prefix(80))` is not a path of JSON",
                help: "write `$.\(written.text.prefix(80))`")
            return nil
        }
        guard let path = path(written, written.text) else { return nil }
        guard path.levels < scopes.count else {
            written.report(.badPath, "there is no record above the record itself")
            return nil
        }
        if let slot = shape.slot(of: path, in: scopes[path.levels]) { return slot }
        written.report(
            .badPath, "the path does not suit a source of columns",
            help: "write the column's name, or `$['the name']`")
        return nil
    }

    /// The scope of `each:`; a mistake is reported.
    func scope(of each: Written, in parent: Int) -> Int? {
        switch shape.kind {
        case .xml: return shape.scope(each: each.text, in: parent)
        case .columns:
            each.report(
                .badPath, "a row of a table has no lists", help: "leave `each:` out: a child comes from the same row")
            return nil
        case .json:
            guard each.text.hasPrefix("$"), each.text.hasSuffix("[*]") else {
                each.report(.badPath, "`each:` names a list", help: "write `$.list[*]`")
                return nil
            }
            let list = String(each.text.dropLast(3))
            guard let path = path(each, list), let text = path.text(for: .json) else { return nil }
            return shape.scope(each: text + "[*]", in: parent)
        }
    }

    private func path(_ written: Written, _ text: String) -> SourcePath? {
        let scalars = Array(text.unicodeScalars)
        var scanner = SourcePathScanner(scalars)
        do throws(SourcePathScanner.Failure) {
            let path = try scanner.path()
            if scanner.position == scalars.count { return path }
            let rest = String(String.UnicodeScalarView(scalars[scanner.position...]))
            let help = "letters, digits and `_` stand alone; other names go in `['...']`"
            written.report(
                ExpressionFault(
                    code: .path, message: "`\(rest.prefix(80))` is not part of a path",
                    range: scanner.position..<scalars.count, help: help))
        } catch {
            written.report(
                ExpressionFault(code: .path, message: error.message, range: error.position..<error.position + 1))
        }
        return nil
    }
}
