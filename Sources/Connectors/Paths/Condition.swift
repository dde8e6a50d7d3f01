/// A condition of a connector file: `$.code == 0`, `$.zt in ["8", "9"] or not $.ok == true`.
///
/// A path is compared with a literal: a text in quotes, a number, `true`, `false` or `null` (missing or null). A number
/// equals a value of the same size however it is written, in quotes or not; a text equals the value's text.
public struct Condition: Sendable, Equatable {
    /// What a value is compared with.
    enum Literal: Sendable, Equatable {
        case text(String), number(String), bool(Bool), null
    }

    indirect enum Node: Sendable, Equatable {
        case equals(path: Int, [Literal])
        case not(Node)
        case and(Node, Node)
        case or(Node, Node)
    }

    /// The text as written.
    public let source: String
    /// The paths that the condition looks at, each once.
    public let paths: [String]
    let root: Node

    /// Reads a condition; throws the first mistake.
    public init(_ source: String) throws(ConditionError) {
        var parser = ConditionParser(source)
        root = try parser.parse()
        paths = parser.paths
        self.source = source
    }

    /// Whether the condition holds for the values of the paths, in their order; nil is missing or null.
    func holds(_ values: [String?]) -> Bool {
        Self.holds(root, values)
    }

    private static func holds(_ node: Node, _ values: [String?]) -> Bool {
        switch node {
        case .equals(let path, let literals): literals.contains { matches($0, values[path]) }
        case .not(let inner): !holds(inner, values)
        case .and(let left, let right): holds(left, values) && holds(right, values)
        case .or(let left, let right): holds(left, values) || holds(right, values)
        }
    }

    private static func matches(_ literal: Literal, _ value: String?) -> Bool {
        switch literal {
        case .null: value == nil
        case .text(let text): value == text
        case .bool(let flag): value == (flag ? "true" : "false")
        case .number(let number):
            value == number || value.flatMap(Double.init).map { $0 == Double(number) } ?? false
        }
    }

    /// The path and the texts, if the condition asks whether one path has one of some values.
    var membership: (path: String, values: [String])? {
        guard case .equals(let path, let literals) = root else { return nil }
        let values = literals.compactMap { literal -> String? in
            switch literal {
            case .text(let text), .number(let text): text
            case .bool(let flag): flag ? "true" : "false"
            case .null: nil
            }
        }
        return values.count == literals.count ? (paths[path], values) : nil
    }
}

/// A mistake in a condition.
public struct ConditionError: Error, Sendable, Equatable {
    /// What is wrong.
    public let message: String
    /// Where, in Unicode scalars from 0.
    public let column: Int
}
