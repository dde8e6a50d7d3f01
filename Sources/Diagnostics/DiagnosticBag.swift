public import YAML

/// Collects the diagnostics of a check: at most one of a code at a place, and bounded in number.
public final class DiagnosticBag {
    private struct Cause: Hashable {
        let code: DiagnosticCode
        let file: String
        let start: Int
        let message: String
    }

    private var found: [Diagnostic] = []
    private var causes: Set<Cause> = []
    private let limit: Int
    /// How many diagnostics were left out because of the limit.
    public private(set) var omitted = 0

    /// An empty bag that keeps at most `limit` diagnostics.
    public init(limit: Int = 1_000) {
        self.limit = limit
    }

    /// Adds a diagnostic, unless its code was already told at its place.
    public func add(_ diagnostic: Diagnostic) {
        let location = diagnostic.location
        let cause = Cause(
            code: diagnostic.code, file: location?.file.name ?? "", start: location?.range.start.offset ?? -1,
            message: location == nil || diagnostic.code == .missingKey ? diagnostic.message : "")
        guard causes.insert(cause).inserted else { return }
        if found.count < limit { found.append(diagnostic) } else { omitted += 1 }
    }

    /// Adds the problems of a YAML text.
    public func add(_ problems: [YAMLProblem], of file: SourceFile) {
        for problem in problems {
            var labels: [Diagnostic.Label] = []
            if let related = problem.related {
                let text = problem.kind == .duplicateKey ? "first here" : "begun here"
                labels.append(Diagnostic.Label(FilePlace(file: file, range: related), text))
            }
            add(
                Diagnostic(
                    problem.kind.code, problem.message, at: FilePlace(file: file, range: problem.range),
                    labels: labels, help: problem.help.map { [$0] } ?? []))
        }
    }

    /// The diagnostics by file and place.
    public var diagnostics: [Diagnostic] {
        found.enumerated().sorted { left, right in
            let a = left.element.location
            let b = right.element.location
            let files = (a?.file.name ?? "", b?.file.name ?? "")
            if files.0 != files.1 { return files.0 < files.1 }
            let starts = (a?.range.start.offset ?? -1, b?.range.start.offset ?? -1)
            return starts.0 == starts.1 ? left.offset < right.offset : starts.0 < starts.1
        }.map(\.element)
    }

    /// How many errors were added.
    public var errorCount: Int { found.count { $0.severity == .error } }
    /// Whether there is any error: the files cannot be used.
    public var hasErrors: Bool { found.contains { $0.severity == .error } || omitted > 0 }
}

extension YAMLProblemKind {
    var code: DiagnosticCode {
        switch self {
        case .syntax: .syntax
        case .unsupported: .unsupportedYAML
        case .duplicateKey: .duplicateKey
        case .limit: .fileLimit
        }
    }
}
