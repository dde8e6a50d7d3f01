public import Diagnostics
public import Model

/// The names that tests of a mapping may use.
struct TestScope {
    /// An entity by the name it has in the mapping.
    struct Target {
        let name: String
        let entity: EntitySchema
    }

    let targets: [Target]
    /// Names of the mapping whose entity is not known: what is said of them is not checked, the name itself is told already.
    var unresolved: Set<String> = []
    let rules: [String]

    /// The entities that `name` means: the mapping's own name first, else every one of the schema's name.
    func entities(_ name: String) -> [EntitySchema] {
        let named = targets.filter { $0.name == name }
        return (named.isEmpty ? targets.filter { $0.entity.name == name } : named).map(\.entity)
    }

    var names: [String] {
        var names: [String] = []
        for name in targets.map(\.name) + targets.map(\.entity.name) where !names.contains(name) { names.append(name) }
        return names
    }
}

extension CompiledMapping {
    /// The names that tests of this mapping may use.
    func testScope(_ schema: UnifiedSchema) -> TestScope {
        let known = targets.compactMap { target in
            schema.entity(target.entity).map { TestScope.Target(name: target.name, entity: $0) }
        }
        return TestScope(targets: known, rules: rules)
    }

    /// Reads a file of `mappings/tests/NAME/`: tests of this mapping that stand beside it. Mistakes go to the file's bag.
    public func readTests(_ file: ConfigFile, in schema: UnifiedSchema) -> [MappingTest] {
        guard let root = file.root(keys: ["tests"]) else { return [] }
        return TestReader(scope: testScope(schema)).tests(root.required("tests"))
    }
}

extension MappingCompiler {
    /// The names that tests of the mapping may use, as far as they could be resolved.
    var testScope: TestScope {
        let known = entries.map { TestScope.Target(name: $0.syntax.name, entity: $0.entity) }
        var scope = TestScope(targets: known, rules: syntax.rules.map(\.name))
        scope.unresolved = Set(syntax.targets.flatMap(Self.names)).subtracting(known.map(\.name))
        return scope
    }

    private static func names(_ target: TargetSyntax) -> [String] {
        [target.name, target.entity?.text].compactMap { $0 } + target.children.flatMap(names)
    }
}
