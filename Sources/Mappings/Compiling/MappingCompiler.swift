public import Diagnostics
import Model
import YAML

extension CompiledMapping {
    /// Compiles a mapping file. Every mistake goes to the file's bag; nil if there is any.
    public static func compile(_ file: ConfigFile, in context: MappingContext) -> CompiledMapping? {
        let errors = file.bag.errorCount
        guard let syntax = MappingReader(file: file).read() else { return nil }
        let compiler = MappingCompiler(syntax: syntax, context: context)
        let plan = compiler.plan()
        let tests = TestReader(scope: compiler.testScope).tests(syntax.tests)
        guard file.isSound, file.bag.errorCount == errors, let name = syntax.name?.text else { return nil }
        return CompiledMapping(
            name: name, title: syntax.title, file: file.source.name, text: file.source.bytes,
            shape: compiler.shape.shape, pathKind: compiler.shape.kind, targets: compiler.described,
            ignored: syntax.ignored.map(\.text), tests: tests, pins: compiler.pins(of: file.source.bytes), plan: plan,
            sources: MappingSources(uses: compiler.shape.uses, lists: compiler.shape.lists))
    }
}

/// Turns the syntax of a mapping into a plan.
final class MappingCompiler {
    let syntax: MappingSyntax
    let context: MappingContext
    let shape: ShapeBuilder
    let names: MappingNames
    /// The entities that could be resolved, parents before children.
    var entries: [TargetEntry] = []
    var usedTables: Set<String> = []
    var made = MappingPlan()

    init(syntax: MappingSyntax, context: MappingContext) {
        self.syntax = syntax
        self.context = context
        shape = ShapeBuilder(kind: context.pathKind ?? Self.guess(syntax))
        names = MappingNames(definitions: syntax.definitions, shape: shape, context: context)
    }

    /// What the paths look like: JSON if any path of a field begins with `$`.
    private static func guess(_ syntax: MappingSyntax) -> PathKind {
        func isJSON(_ target: TargetSyntax) -> Bool {
            target.fields.contains { $0.from.contains { $0.text.hasPrefix("$") || $0.text.hasPrefix("^") } }
                || target.each?.text.hasPrefix("$") ?? false || target.children.contains(where: isJSON)
        }
        func isNamed(_ target: TargetSyntax) -> Bool {
            target.fields.contains { $0.from.contains { !$0.text.hasPrefix("$") && !$0.text.hasPrefix("^") } }
                || target.children.contains(where: isNamed)
        }
        return syntax.targets.contains(where: isJSON) || !syntax.targets.contains(where: isNamed) ? .json : .columns
    }

    func plan() -> MappingPlan {
        checkUses()
        for target in syntax.targets { register(target, parent: nil, scopes: [0]) }
        names.targets = entries.map { MappingNames.Target(name: $0.syntax.name, entity: $0.entity) }
        for definition in syntax.definitions { _ = names.binding(definition.name) }
        compileTargets()
        made.roots = orderedRoots()
        compileRules()
        checkIgnored()
        made.bindings = names.bindings
        return made
    }

    /// `use:` names tables that must be there.
    private func checkUses() {
        for use in syntax.uses {
            let name = use.text.hasPrefix("codes/") ? String(use.text.dropFirst(6)) : use.text
            if table(name, for: use) != nil { usedTables.insert(name) }
        }
    }

    /// A code table by name; an unknown one is reported.
    func table(_ name: String, for written: Written) -> CodeTable? {
        if let table = context.codes[name] {
            usedTables.insert(name)
            return table
        }
        let help = Suggestion.help(for: name, among: context.codes.keys.sorted())
        written.report(.unknownCodeTable, "unknown code table `\(name)`", evidence: help)
        return nil
    }

    private func compileRules() {
        let site = ExpressionSite(scopes: [0], target: nil)
        for rule in syntax.rules {
            let start = rule.condition.place.range.start
            let node = rule.condition.condition(site: site, shape: shape, names: names).0
            made.rules.append(RulePlan(name: rule.name, condition: node, line: start.line, column: start.column))
        }
        let roots = entries.indices.filter { entries[$0].parent == nil }
        for check in syntax.checks {
            let start = check.condition.place.range.start
            let node = check.condition.condition(
                site: ExpressionSite(scopes: [0], target: nil, visible: roots), shape: shape, names: names
            ).0
            made.assertions.append(
                AssertionPlan(
                    name: check.name, condition: node, isWarning: check.isWarning, line: start.line,
                    column: start.column))
        }
    }

    /// What the mapping depends on, each with a hash of its content.
    func pins(of text: [UInt8]) -> [CompiledMapping.Pin] {
        var pins = [CompiledMapping.Pin(name: "mapping", hash: ByteHash.hash64(text.span))]
        for name in usedTables.union(names.usedTables).sorted() {
            if let table = context.codes[name] {
                pins.append(CompiledMapping.Pin(name: "codes/" + name, hash: ContentHash.of(table)))
            }
        }
        pins.append(CompiledMapping.Pin(name: "units", hash: ContentHash.of(context.units)))
        pins.append(CompiledMapping.Pin(name: "schema", hash: context.schema.hash))
        return pins
    }
}
