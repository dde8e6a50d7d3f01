/// A text with variables: `updatedFrom={cursor}&pageNo={page}`.
///
/// A variable is a name in braces. Braces around anything else are text, so that JSON bodies need no escapes.
public struct Template: Sendable, Equatable {
    /// What a variable stands for.
    public enum Variable: String, Sendable, CaseIterable {
        /// The high-water mark of an incremental pull, less the lag.
        case cursor
        /// The number of the page.
        case page
        /// The size of a page.
        case pageSize = "page.size"
        /// How many records come before the page.
        case offset
        /// The token that the last page gave.
        case token
        /// The user of a login.
        case user
        /// The password of a login or a connection.
        case password
        /// The hub directory, in a connection to a database file.
        case hub
    }

    /// How a value is written into its surroundings.
    enum Escaping: Sendable {
        case none, json, xml, form
    }

    enum Part: Sendable, Equatable {
        case text(String)
        case variable(Variable)
    }

    let parts: [Part]
    /// The text as written.
    public let source: String
    /// Names in braces that are no variables, in order.
    public let unknown: [String]

    /// Splits `source` at its variables.
    public init(_ source: String) {
        self.source = source
        var parts: [Part] = []
        var unknown: [String] = []
        var text = ""
        var rest = source[...]
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}"), Self.isName(rest[rest.index(after: open)..<close]) else {
                text.append(rest.removeFirst())
                continue
            }
            let name = String(rest[rest.index(after: open)..<close])
            if let variable = Variable(rawValue: name) {
                if !text.isEmpty { parts.append(.text(text)) }
                parts.append(.variable(variable))
                text = ""
            } else {
                unknown.append(name)
                text += rest[...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        text += rest
        if !text.isEmpty { parts.append(.text(text)) }
        self.parts = parts
        self.unknown = unknown
    }

    /// The variables that stand in the text.
    public var variables: Set<Variable> {
        Set(parts.compactMap { if case .variable(let variable) = $0 { variable } else { nil } })
    }

    /// Whether the text is one variable and nothing else: without a value, what it is for is left out.
    var isOneVariable: Bool {
        if parts.count == 1, case .variable = parts[0] { true } else { false }
    }

    /// The text with the values filled in; a variable without a value is empty.
    func filled(_ values: [Variable: String], escaping: Escaping = .none) -> String {
        parts.reduce(into: "") { text, part in
            switch part {
            case .text(let fixed): text += fixed
            case .variable(let variable): text += escaping.escaped(values[variable] ?? "")
            }
        }
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2E || $0 == 0x5F }
    }
}
