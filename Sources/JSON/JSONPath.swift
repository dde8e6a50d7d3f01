/// A path into a page, compiled once: RFC 9535's singular queries, and its wildcard at any step.
///
/// `$`, `$.name`, `$['名称']`, `$[0]`, `$[-1]`, `$.rows[*].code`; names of letters, digits and `_`, among them Chinese, need
/// no quotes. The leading `$` stands for the node the search starts from.
public struct JSONPath: Sendable, Equatable {
    /// The path as written.
    public let text: String
    let steps: [Step]
    /// The names of all steps, one after the other, so that following a path touches one array.
    let names: [UInt8]

    enum Step: Equatable {
        case name(offset: Int, count: Int)
        case index(Int)
        case wildcard
    }

    /// Compiles a path; throws the first mistake with its column.
    public init(_ text: String) throws(JSONPathError) {
        var scanner = JSONPathScanner(text)
        try scanner.scan()
        self.text = text
        steps = scanner.steps
        names = scanner.names
    }

    /// The member of the start that the path goes through; nil when it begins with a position, with all, or nowhere.
    public var firstName: String? {
        guard case .name(let offset, let count)? = steps.first else { return nil }
        return String(decoding: names[offset..<offset + count], as: UTF8.self)
    }

    /// Whether the path leads to one node at most: no wildcard.
    public var isSingular: Bool { !steps.contains(.wildcard) }
}

/// A mistake in the text of a path.
public struct JSONPathError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let message: String
    /// Where, in Unicode scalars from 1.
    public let column: Int
    /// `column 3: expected a name`.
    public var description: String { "column \(column): \(message)" }
}
