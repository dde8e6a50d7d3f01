extension XMLPage {
    /// What the expression gives from `node`.
    public func evaluate(_ expression: XPathExpression, from node: XMLNode) throws(XPathError) -> XPathValue {
        if let machine = expression.machine { return try machine.evaluate(self, node) }
        return .nodes(try nodes(for: expression, from: node))
    }

    /// The nodes the expression gives from `node`, in document order; throws when it gives something else.
    public func nodes(for expression: XPathExpression, from node: XMLNode) throws(XPathError) -> [XMLNode] {
        var nodes: [XMLNode] = []
        try forEachNode(for: expression, from: node) { found in nodes.append(found) }
        return nodes
    }

    /// Calls `body` with each of the nodes, in document order. A simple path allocates nothing.
    public func forEachNode(
        for expression: XPathExpression, from node: XMLNode, _ body: (XMLNode) -> Void
    ) throws(XPathError) {
        if let steps = expression.steps {
            _ = walk(steps, 0, from: node, isAbsolute: expression.isAbsolute) { found in
                body(found)
                return true
            }
        } else {
            try machineNodes(expression, node).forEach(body)
        }
    }

    /// The first of the nodes the expression gives, or nil.
    public func firstNode(for expression: XPathExpression, from node: XMLNode) throws(XPathError) -> XMLNode? {
        guard let steps = expression.steps else { return try machineNodes(expression, node).first }
        var first: XMLNode?
        _ = walk(steps, 0, from: node, isAbsolute: expression.isAbsolute) { found in
            first = found
            return false
        }
        return first
    }

    /// Appends the text of the first node, or the string, number or truth value as XPath writes it, to `buffer` and
    /// tells where it lies there; nil when there is no node.
    public func appendFirstText(
        for expression: XPathExpression, from node: XMLNode, to buffer: inout [UInt8]
    ) throws(XPathError) -> Range<Int>? {
        if expression.steps != nil {
            return try firstNode(for: expression, from: node).map { found in appendText(of: found, to: &buffer) }
        }
        switch try evaluate(expression, from: node) {
        case .nodes(let nodes): return nodes.first.map { found in appendText(of: found, to: &buffer) }
        case .text(let text): return append(text, to: &buffer)
        case .boolean(let value): return append(value ? "true" : "false", to: &buffer)
        case .number(let value): return append(Self.text(of: value), to: &buffer)
        }
    }

    /// The text of the first node, or of the value, as a string: not for the hot path.
    public func firstText(for expression: XPathExpression, from node: XMLNode) throws(XPathError) -> String? {
        var buffer: [UInt8] = []
        return try appendFirstText(for: expression, from: node, to: &buffer).map { _ in
            String(decoding: buffer, as: UTF8.self)
        }
    }

    private func append(_ text: String, to buffer: inout [UInt8]) -> Range<Int> {
        let start = buffer.count
        buffer.append(contentsOf: text.utf8)
        return start..<buffer.count
    }

    /// XPath 1.0, section 4.2: a whole number has no point.
    private static func text(of value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        return Int64(exactly: value).map(String.init) ?? value.description
    }

    private func machineNodes(_ expression: XPathExpression, _ node: XMLNode) throws(XPathError) -> [XMLNode] {
        guard case .nodes(let nodes) = try evaluate(expression, from: node) else {
            throw XPathError(message: "the expression does not give nodes", column: 0)
        }
        return nodes
    }
}
