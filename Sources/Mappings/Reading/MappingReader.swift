import Diagnostics
import YAML

/// Reads the YAML of a mapping file; what is wrong goes to the file's bag.
struct MappingReader {
    let file: ConfigFile

    static let keys = ["mapping", "title", "use", "defaults", "let", "when", "to", "checks", "tests", "ignore"]
    static let defaultKeys = ["clean", "null_if"]
    static let checkKeys = ["name", "assert", "level"]
    static let checkLevels = ["error", "warning"]

    /// The file as far as it could be read, or nil if it is no mapping at all.
    func read() -> MappingSyntax? {
        guard let root = file.root(keys: Self.keys) else { return nil }
        var syntax = MappingSyntax()
        syntax.name = root.required("mapping").flatMap { $0.name() == nil ? nil : Written($0) }
        syntax.title = root.optional("title")?.text() ?? ""
        syntax.uses = written(root.optional("use"))
        if let defaults = root.optional("defaults")?.reader(keys: Self.defaultKeys) {
            syntax.cleanDefaults = written(defaults.optional("clean"))
            syntax.nullDefaults = texts(defaults.optional("null_if"))
        }
        syntax.definitions = (root.optional("let")?.entries() ?? []).compactMap { entry in
            Written(entry.value).map { (entry.name, $0) }
        }
        syntax.rules = (root.optional("when")?.entries() ?? []).compactMap { entry in
            Written(entry.value).map { (entry.name, $0) }
        }
        if let targets = root.required("to") { syntax.targets = TargetReader().targets(targets) }
        syntax.checks = (root.optional("checks")?.list() ?? []).compactMap(check)
        syntax.ignored = (root.optional("ignore")?.list() ?? []).compactMap { Written($0) }
        syntax.tests = root.optional("tests")
        return syntax
    }

    private func check(_ value: ConfigValue) -> CheckSyntax? {
        guard let reader = value.reader(keys: Self.checkKeys),
            let condition = Written(reader.required("assert"))
        else { return nil }
        let level = reader.optional("level")?.choice(of: Self.checkLevels)
        let name = reader.optional("name")?.text() ?? condition.text
        return CheckSyntax(condition: condition, name: name, isWarning: level == "warning")
    }

    private func written(_ value: ConfigValue?) -> [Written] {
        value?.listOrOne().compactMap { Written($0) } ?? []
    }

    private func texts(_ value: ConfigValue?) -> [String] {
        value?.listOrOne().compactMap { $0.text(allowingEmpty: true) } ?? []
    }
}
