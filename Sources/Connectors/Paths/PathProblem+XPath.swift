import XML

func xmlProblem(_ text: String, namespaces: [String: String]) -> PathProblem? {
    do throws(XPathError) {
        _ = try XPathExpression(text, namespaces: namespaces)
        return nil
    } catch {
        return PathProblem(
            message: "`\(text)` is no XPath: \(error.description)",
            help: "an XPath is written like `code`, `limits/value` or `../@id`; prefixes are declared in `namespaces:`")
    }
}
