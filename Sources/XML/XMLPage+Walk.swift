extension XMLPage {
    /// Follows the steps of a simple path; `body` answers whether to go on. Depth first is document order, as every
    /// step but `..` goes down.
    func walk(
        _ steps: [XPathStep], _ first: Int, from node: XMLNode, isAbsolute: Bool, _ body: (XMLNode) -> Bool
    ) -> Bool {
        walk(steps, first, from: isAbsolute ? top : node, body)
    }

    /// The document, above the root: a place on the way, but never a node that is given.
    private var top: XMLNode { root.parent ?? root }

    private func walk(_ steps: [XPathStep], _ position: Int, from node: XMLNode, _ body: (XMLNode) -> Bool) -> Bool {
        guard position < steps.count else { return node.isDocument ? true : body(node) }
        switch steps[position] {
        case .child(let name):
            guard node.isElement || node.isDocument else { return true }
            return walk(steps, position, siblingsFrom: node.firstChild, body) { $0.isElement && name.matches($0) }
        case .attribute(let name):
            return walk(steps, position, siblingsFrom: node.firstAttribute, body) { name.matches($0) }
        case .text:
            guard node.isElement else { return true }
            return walk(steps, position, siblingsFrom: node.firstChild, body) { $0.isText }
        case .current:
            return walk(steps, position + 1, from: node, body)
        case .parent:
            guard let parent = node.parent else { return true }
            return walk(steps, position + 1, from: parent, body)
        }
    }

    private func walk(
        _ steps: [XPathStep], _ position: Int, siblingsFrom first: XMLNode?, _ body: (XMLNode) -> Bool,
        where matches: (XMLNode) -> Bool
    ) -> Bool {
        var sibling = first
        while let node = sibling {
            if matches(node), !walk(steps, position + 1, from: node, body) { return false }
            sibling = node.next
        }
        return true
    }
}
