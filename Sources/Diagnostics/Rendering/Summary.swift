/// How many problems there are, in a line.
public struct Summary: Sendable, Equatable {
    /// How many errors.
    public let errors: Int
    /// How many warnings.
    public let warnings: Int

    /// Counts diagnostics.
    public init(_ diagnostics: [Diagnostic]) {
        errors = diagnostics.count { $0.severity == .error }
        warnings = diagnostics.count { $0.severity == .warning }
    }

    /// `5 problems: 4 errors, 1 warning`, or `no problems`.
    public var text: String {
        let total = errors + warnings
        guard total > 0 else { return "no problems" }
        func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
        let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }.map { count($0.0, $0.1) }
        return "\(count(total, "problem")): \(parts.joined(separator: ", "))"
    }
}
