/// How much a diagnostic matters.
public enum Severity: String, Sendable, CaseIterable {
    /// The file cannot be used.
    case error
    /// The file can be used, but probably does not do what was meant.
    case warning
    /// A record could not be accepted; found while a run goes on.
    case record
}

/// A stable code with its meaning. Every code stands once in the table ``all``.
public struct DiagnosticCode: Sendable, Hashable {
    /// `E` and four digits for errors, `W` for warnings, `R` for records.
    public let id: String
    /// The headline, when a diagnostic brings none of its own.
    public let title: String
    /// A paragraph: the cause, and what to do.
    public let explanation: String

    init(_ id: String, _ title: String, _ explanation: String) {
        self.id = id
        self.title = title
        self.explanation = explanation
    }

    /// How much it matters, from the code's letter.
    public var severity: Severity {
        switch id.first {
        case "W": .warning
        case "R": .record
        default: .error
        }
    }

    /// Equal ids are equal codes.
    public static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool { left.id == right.id }

    /// Hashes the id.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// Every code, in the order of the ids inside each family. A new family or code is a line here or in its table.
    public static let all: [DiagnosticCode] = files + mappings + samples + feeds + identity + decoding + records

    /// The code called `id`, in capitals or not.
    public static func named(_ id: String) -> DiagnosticCode? {
        all.first { $0.id == id.uppercased() }
    }
}
