import Diagnostics
import Model

/// Reads one connector file: every mistake goes to the bag, and reading goes on.
struct DefinitionReader {
    let root: ConfigReader
    let bag: DiagnosticBag

    /// A path with its place, to be checked when the format of the records is known.
    struct PathText {
        var text: String
        var value: ConfigValue
    }

    /// The value of an optional key as a mapping with these keys.
    func section(_ key: String, of reader: ConfigReader? = nil, keys: [String]) -> ConfigReader? {
        (reader ?? root).optional(key)?.reader(keys: keys)
    }

    /// A secret's reference. A literal is an error: whoever reads the file would have the secret.
    func secret(_ value: ConfigValue?) -> SecretReference? {
        guard let value, let text = value.text() else { return nil }
        if let reference = SecretReference(text) { return reference }
        value.report(
            .invalidValue, "a secret must not stand in the file",
            help: [
                "write where it is kept: `file:/run/secrets/name`, `env:NAME` or `command:program that prints it`",
                "if the text was a real password, change it: files are copied and kept",
            ])
        return nil
    }

    /// A template with only these variables.
    func template(_ value: ConfigValue?, allowing allowed: Set<Template.Variable>) -> Template? {
        guard let value, let text = value.text(allowingEmpty: true) else { return nil }
        let template = Template(text)
        let names = Template.Variable.allCases.filter(allowed.contains).map(\.rawValue)
        for name in template.unknown {
            value.report(
                .invalidValue, "`{\(name)}` is no variable", evidence: Suggestion.help(for: name, among: names))
        }
        for variable in template.variables.subtracting(allowed) {
            value.report(
                .invalidValue, "`{\(variable.rawValue)}` has no value here", help: [Self.help(for: variable)])
        }
        return template
    }

    /// A condition; whether its paths can be is checked by ``check(_:in:)``.
    func condition(_ value: ConfigValue?) -> Condition? {
        guard let value, let text = value.text() else { return nil }
        do throws(ConditionError) {
            return try Condition(text)
        } catch {
            let length = text.unicodeScalars.count
            let end = min(error.column + 1, length)
            value.report(
                .invalidValue, error.message, at: value.source.range(of: min(error.column, end)..<end, in: value.node),
                help: ["conditions are written like `$.code == 0`, `$.state in [\"1\", \"2\"]`, with and, or, not"])
            return nil
        }
    }

    /// A path as it stands.
    func path(_ value: ConfigValue?) -> PathText? {
        guard let value, let text = value.text() else { return nil }
        return PathText(text: text, value: value)
    }

    /// Reports a path that records of `format` cannot have.
    func check(_ path: PathText?, in format: RecordFormat, isList: Bool = false) {
        guard let path, let problem = pathProblem(path.text, for: format, isList: isList) else { return }
        path.value.report(.invalidValue, problem.message, help: [problem.help])
    }

    /// Reports paths of a condition that answers of `format` cannot have.
    func check(_ condition: Condition?, at value: ConfigValue?, in format: RecordFormat) {
        for path in condition?.paths ?? [] {
            guard let problem = pathProblem(path, for: format) else { continue }
            value?.report(.invalidValue, problem.message, help: [problem.help])
        }
    }

    private static func help(for variable: Template.Variable) -> String {
        switch variable {
        case .cursor: "`{cursor}` needs `sync: { mode: incremental, cursor: … }`"
        case .page, .pageSize: "`{\(variable.rawValue)}` needs `pages: { by: number, … }`"
        case .offset: "`{offset}` needs `pages: { by: offset, … }`"
        case .token: "`{token}` needs `pages: { by: token, … }`"
        case .user: "`{user}` can stand in `auth.login.body` only"
        case .password: "`{password}` can stand in `auth.login.body` and in `database.connection` only"
        case .hub: "`{hub}` can stand in `database.connection` only"
        }
    }
}
