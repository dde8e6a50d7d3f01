import Diagnostics
import Model
import YAML

/// An entity of a mapping while it is compiled.
struct TargetEntry {
    let syntax: TargetSyntax
    let entity: EntitySchema
    let entityIndex: Int
    let parent: Int?
    /// The scopes from its own up to the record.
    let scopes: [Int]
    let isEach: Bool
}

extension MappingCompiler {
    /// Resolves an entity and those below it.
    func register(_ target: TargetSyntax, parent: Int?, scopes: [Int]) {
        let wanted = target.entity?.text ?? target.name
        guard let index = context.schema.index(of: wanted) else {
            let known = context.schema.entities.map(\.name)
            let help = Suggestion.help(for: wanted, among: known)
            target.value.report(
                .unknownEntity, "unknown entity `\(wanted)`", at: (target.entity?.place ?? target.place).range,
                evidence: help)
            return
        }
        var own = scopes
        if let each = target.each, let scope = scope(of: each, in: scopes[0]) {
            own.insert(scope, at: 0)
            shape.note(list: scope, at: each.place)
        }
        let entity = context.schema.entities[index]
        checkKey(target, entity)
        checkMissing(target, entity)
        let siblings = entries.filter { $0.syntax.name == target.name }
        if !siblings.isEmpty {
            target.value.report(
                .duplicateName, "`\(target.name)` stands twice in this mapping", at: target.place.range,
                help: ["give it another name and say `entity: \(wanted)`"])
        }
        entries.append(
            TargetEntry(
                syntax: target, entity: entity, entityIndex: index, parent: parent, scopes: own,
                isEach: own.count > scopes.count))
        let position = entries.count - 1
        for child in target.children { register(child, parent: position, scopes: own) }
    }

    /// The key is the schema's; a mapping may repeat it, for readers, but not change it.
    private func checkKey(_ target: TargetSyntax, _ entity: EntitySchema) {
        guard let key = target.key, Set(key.map(\.text)) != Set(entity.key) else { return }
        let place = key.first { !entity.key.contains($0.text) } ?? key.first
        place?.report(
            .badKey, "the key of `\(entity.name)` is [\(entity.key.joined(separator: ", "))]",
            help: "the schema sets the key; leave `key:` out or repeat the schema's")
    }

    /// `missing:` says what becomes of a record that refers to a row that the hub does not have.
    private func checkMissing(_ target: TargetSyntax, _ entity: EntitySchema) {
        guard let missing = target.missing else { return }
        let words = CompiledMapping.Missing.allCases.map(\.rawValue)
        if CompiledMapping.Missing(rawValue: missing.text) == nil {
            let help = Suggestion.help(for: missing.text, among: words)
            missing.value.report(.invalidValue, "`\(missing.text.prefix(80))` is not allowed here", evidence: help)
        } else if !target.isReference {
            missing.value.report(
                .missingKey, "`missing:` needs the key `reference`",
                help: ["only an entity with `reference: true` is looked up"])
        } else if let key = entity.key.first(where: { entity.field($0)?.type.kind == .reference }) {
            missing.value.report(
                .badKey, "`\(entity.name)` is found by `\(key)`, which is a reference itself",
                help: ["`missing:` is for entities whose key is their own"])
        }
    }

    func compileTargets() {
        for index in entries.indices {
            let entry = entries[index]
            let start = entry.syntax.place.range.start
            var plan = TargetPlan()
            plan.name = entry.syntax.name
            plan.entity = entry.entityIndex
            plan.entityName = entry.entity.name
            plan.columns = entry.entity.columns.count
            plan.scope = entry.scopes[0]
            plan.isEach = entry.isEach
            plan.isReference = entry.syntax.isReference
            plan.line = start.line
            plan.fileColumn = start.column
            plan.keyColumns = entry.entity.key.compactMap { entry.entity.column(of: $0) }
            plan.otherNames = otherNames(entry)
            plan.children = entries.indices.filter { entries[$0].parent == index }
            var site = site(of: index)
            site.target = nil
            plan.when = entry.syntax.when?.condition(site: site, shape: shape, names: names).0
            plan.fields = compileFields(of: index)
            made.targets.append(plan)
        }
    }

    /// The columns of identifiers by which a thing that is only named is found when it has no key.
    private func otherNames(_ entry: TargetEntry) -> [Int] {
        guard entry.syntax.isReference, entry.entity.identity == .linked else { return [] }
        return entry.entity.identifiers.compactMap { entry.entity.column(of: $0) }
    }

    /// What expressions of an entity may refer to.
    func site(of index: Int) -> ExpressionSite {
        let entry = entries[index]
        return ExpressionSite(scopes: entry.scopes, target: index, visible: ancestors(of: index))
    }

    func ancestors(of index: Int) -> [Int] {
        var found: [Int] = []
        var next = entries[index].parent
        while let parent = next {
            found.append(parent)
            next = entries[parent].parent
        }
        return found
    }

    /// The entities of the top level, each after those that its tree refers to.
    func orderedRoots() -> [Int] {
        var placed: [Int] = []
        var rest = entries.indices.filter { entries[$0].parent == nil }
        while !rest.isEmpty {
            let ready = rest.firstIndex { root in needs(of: root).allSatisfy { $0 == root || !rest.contains($0) } }
            if ready == nil {
                let first = entries[rest[0]].syntax
                first.value.report(
                    .circularDefinition, "`\(first.name)` and others refer to each other in a circle",
                    at: first.place.range)
            }
            placed.append(rest.remove(at: ready ?? 0))
        }
        return placed
    }

    /// The top-level entities that the tree of a root refers to.
    private func needs(of root: Int) -> [Int] {
        made.targets.indices.filter { $0 == root || ancestors(of: $0).contains(root) }.flatMap { target in
            made.targets[target].fields.compactMap { field in
                if case .row(let other) = made.details[made.ops[field].detail].parts.origin { other } else { nil }
            }
        }
    }

    /// What the run and the store need to know of the entities.
    var described: [CompiledMapping.Target] {
        entries.map { entry in
            CompiledMapping.Target(
                name: entry.syntax.name, entity: entry.entity.name, parent: entry.parent,
                isReference: entry.syntax.isReference,
                missing: entry.syntax.missing.flatMap { CompiledMapping.Missing(rawValue: $0.text) } ?? .stub,
                patience: entry.syntax.missing.flatMap { $0.text == "defer" ? $0.patience : nil },
                line: entry.syntax.place.range.start.line, column: entry.syntax.place.range.start.column,
                keepsHistory: entry.syntax.keepsHistory, deletesAbsent: entry.syntax.deletesAbsent)
        }
    }
}
