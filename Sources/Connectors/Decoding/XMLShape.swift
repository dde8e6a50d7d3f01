import Model
import XML

/// A record shape compiled for XML.
///
/// Without declared namespaces pages are read without any: paths are written without prefixes.
struct XMLShape: Sendable {
    struct Scope: Sendable {
        var paths: [XPathExpression]
        var each: XPathExpression?
        var children: [Int]
    }

    let scopes: [Scope]
    let nilAttribute: XPathExpression

    init(_ shape: RecordShape, namespaces: [String: String]) throws(ConnectorError) {
        var scopes: [Scope] = []
        for (index, scope) in shape.scopes.enumerated() {
            var paths: [XPathExpression] = []
            for path in scope.paths { paths.append(try Self.path(path, namespaces)) }
            let each: XPathExpression? = if let text = scope.each { try Self.path(text, namespaces) } else { nil }
            scopes.append(Scope(paths: paths, each: each, children: []))
            if let parent = scope.parent { scopes[parent].children.append(index) }
        }
        self.scopes = scopes
        let instance = ["xsi": "http://www.w3.org/2001/XMLSchema-instance"]
        nilAttribute = namespaces.isEmpty ? try Self.path("@nil", [:]) : try Self.path("@xsi:nil", instance)
    }

    /// The elements and attributes of a record that are asked for, wholly or in part; nil when anything may be.
    var members: XMLPartNames? {
        let own = scopes.first?.paths ?? []
        return XMLPartNames(own + (scopes.first?.children.compactMap { scopes[$0].each } ?? []))
    }

    static func path(_ text: String, _ namespaces: [String: String]) throws(ConnectorError) -> XPathExpression {
        do throws(XPathError) { return try XPathExpression(text, namespaces: namespaces) } catch {
            throw ConnectorError(.settings, code: "bad_path", message: "`\(text)` is no XPath: \(error.description)")
        }
    }
}
