import Diagnostics
import Model
import YAML

extension MappingCompiler {
    /// A compiled field and the fields of its own entity that it uses.
    typealias Compiled = (name: String, op: FieldOp, parts: FieldPlan.Parts, uses: Set<String>)

    /// Compiles the fields of an entity, in the order in which they need each other.
    func compileFields(of index: Int) -> Range<Int> {
        let entry = entries[index]
        var compiled: [Compiled] = []
        for field in entry.syntax.fields {
            guard let schema = entry.entity.field(field.name) else {
                let known = entry.entity.fields.map(\.name)
                let help = Suggestion.help(for: field.name, among: known)
                field.value.report(
                    .unknownField, "`\(entry.entity.name)` has no field `\(field.name)`", at: field.place.range,
                    evidence: help)
                continue
            }
            let compiler = FieldCompiler(compiler: self, target: index, syntax: field, schema: schema)
            if let made = compiler.compile() { compiled.append(made) }
        }
        compiled += references(of: index)
        checkRequired(entry)
        let ordered = inOrder(compiled, entry.syntax)
        let first = made.ops.count
        for field in ordered {
            var op = field.op
            op.detail = made.details.count
            made.ops.append(op)
            made.details.append(FieldPlan(field.parts))
        }
        return first..<made.ops.count
    }

    /// References that the mapping leaves out: to an entity above, or to the one entity of the top level that fits.
    private func references(of index: Int) -> [Compiled] {
        let entry = entries[index]
        let written = Set(entry.syntax.fields.map(\.name))
        return entry.entity.fields.filter { !written.contains($0.name) }.compactMap { field in
            guard case .ref(let wanted) = field.type, let column = entry.entity.column(of: field.name),
                let target = referred(field, wanted, from: index)
            else { return nil }
            let start = entry.syntax.place.range.start
            var parts = FieldPlan.Parts()
            parts.name = field.name
            parts.entity = entry.entity.name
            parts.origin = .row(target: target)
            parts.line = start.line
            parts.fileColumn = start.column
            var op = FieldOp()
            op.column = column
            op.type = .reference
            op.flags = field.isRequired ? [.isSpecial, .isRequired] : .isSpecial
            return (field.name, op, parts, [])
        }
    }

    private func referred(_ field: FieldSchema, _ wanted: String, from index: Int) -> Int? {
        let above = ancestors(of: index)
        let root = above.last ?? index
        let beside = entries.indices.filter { entries[$0].parent == nil && $0 != root }
        let all = (above + beside).filter { entries[$0].entity.name == wanted }
        if let named = all.first(where: { entries[$0].syntax.name == field.name }) { return named }
        let rivals = entries[index].entity.fields.filter { $0.type == field.type }
        if rivals.count == 1, let nearest = above.first(where: { entries[$0].entity.name == wanted }) { return nearest }
        if rivals.count == 1, all.count == 1 { return all[0] }
        guard all.count > 1 || (all.count == 1 && field.isRequired) else { return nil }
        let choices = all.map { "`\(entries[$0].syntax.name)`" }.joined(separator: " or ")
        entries[index].syntax.value.report(
            .badReference, "`\(field.name)` could be \(choices)", at: entries[index].syntax.place.range,
            help: ["write `\(field.name): { ref: \(entries[all[0]].syntax.name) }`"])
        return nil
    }

    private func checkRequired(_ entry: TargetEntry) {
        let written = Set(entry.syntax.fields.map(\.name))
        let others = entry.syntax.isReference && entry.entity.identity == .linked ? entry.entity.identifiers : []
        if others.contains(where: written.contains) { return }
        let needed = entry.entity.fields.filter { field in
            entry.entity.key.contains(field.name) || (field.isRequired && !entry.syntax.isReference)
        }
        for field in needed where !written.contains(field.name) {
            if case .ref(let wanted) = field.type,
                entries.contains(where: { $0.entity.name == wanted && $0.syntax.name != entry.syntax.name })
            {
                continue
            }
            entry.syntax.value.report(
                .unmappedField, "`\(entry.entity.name)` needs the field `\(field.name)`",
                at: entry.syntax.place.range,
                evidence: "\(field.name): \(field.title.zh), \(field.title.en)",
                help: others.isEmpty
                    ? [] : ["or one that identifies it too: " + others.map { "`\($0)`" }.joined(separator: ", ")])
        }
    }

    /// Each field behind those it uses; a circle is reported.
    private func inOrder(_ fields: [Compiled], _ target: TargetSyntax) -> [Compiled] {
        let known = Set(fields.map(\.name))
        var placed: [Compiled] = []
        var done: Set<String> = []
        var rest = fields
        while !rest.isEmpty {
            let ready = rest.firstIndex { $0.uses.allSatisfy { done.contains($0) || !known.contains($0) } }
            let next = rest.remove(at: ready ?? report(circle(in: rest), target, rest))
            done.insert(next.name)
            placed.append(next)
        }
        return placed
    }

    /// A circle of fields that need each other, among fields of which each needs another of them.
    private func circle(in fields: [Compiled]) -> [String] {
        var path = [fields[0].name]
        while let field = fields.first(where: { $0.name == path[path.count - 1] }),
            let next = fields.first(where: { field.uses.contains($0.name) })?.name
        {
            if let start = path.firstIndex(of: next) { return Array(path[start...]) }
            path.append(next)
        }
        return path
    }

    /// Reports a circle at its first field in the file, and gives that field's place in `rest`.
    private func report(_ circle: [String], _ target: TargetSyntax, _ rest: [Compiled]) -> Int {
        let first = target.fields.first { circle.contains($0.name) }
        let start = circle.firstIndex(of: first?.name ?? "") ?? 0
        let names = circle[start...] + circle[..<start]
        let shown = (Array(names) + names.prefix(1)).map { "`@\($0)`" }.joined(separator: " needs ")
        first?.value.report(.circularDefinition, "a circle: \(shown)", at: first?.place.range)
        return rest.firstIndex { $0.name == first?.name } ?? 0
    }
}
