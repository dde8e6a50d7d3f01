import CXML

/// An XPath 1.0 expression, compiled once and evaluated from any node of any page.
///
/// Paths made only of steps to children, like `a/b/@c`, `/a/b`, `p:a/text()` or `../c`, are followed by walking the
/// tree, which is several times as fast; everything else is libxml2's. A name without a prefix is a name in no
/// namespace, as XPath says; for pages that declare a default namespace either declare a prefix for it here or read the
/// page with `ignoresNamespaces`. On such a page write paths without prefixes.
public struct XPathExpression: Sendable {
    /// The expression as written.
    public let text: String
    let isAbsolute: Bool
    /// The steps of a simple path; nil when libxml2 must evaluate the expression.
    let steps: [XPathStep]?
    let machine: XPathMachine?

    /// Compiles an expression; `namespaces` declares the prefixes it uses.
    public init(_ text: String, namespaces: [String: String] = [:]) throws(XPathError) {
        self.text = text
        if let path = XPathScanner.simplePath(text, namespaces) {
            isAbsolute = path.isAbsolute
            steps = path.steps
            machine = nil
        } else {
            isAbsolute = false
            steps = nil
            machine = try XPathMachine(text, namespaces)
        }
    }
}

/// A mistake in an XPath expression, or one that shows only when it is evaluated.
public struct XPathError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let message: String
    /// Where in the expression, in Unicode scalars from 1; 0 when it is not known.
    public let column: Int
    /// `column 3: Invalid expression`.
    public var description: String { column > 0 ? "column \(column): \(message)" : message }
}

/// What an expression gives.
public enum XPathValue: Equatable {
    /// Nodes in document order; perhaps none.
    case nodes([XMLNode])
    /// A string.
    case text(String)
    /// A number; NaN when there is none.
    case number(Double)
    /// A truth value.
    case boolean(Bool)
}
