extension XMLPage {
    /// Follows the steps of a simple path; `body` answers whether to go on. Depth first is document order, as every
    /// step but `..` goes down.
    func walk(
        _ steps: [XPathStep], _ first: Int, from node: XMLNode, isAbsolute: Bool, _ body: (XMLNode) -> Bool
    ) -> Bool {
        guard isAbsolute else { return walk(steps, first, from: node, body) }
        guard case .child(let name)? = steps.first else { return true }
        return name.matches(root) ? walk(steps, 1, from: root, body) : true
    }

    private func walk(_ steps: [XPathStep], _ position: Int, from node: XMLNode, _ body: (XMLNode) -> Bool) -> Bool {
        guard position < steps.count else { return body(node) }
        switch steps[position] {
        case .child(let name):
            guard node.isElement else { return true }
            return walk(steps, position, siblingsFrom: node.firstChild, body) { $0.isElement && name.matches($0) }
        case .attribute(let name):
            return walk(steps, position, siblingsFrom: node.firstAttribute, body) { name.matches($0) }
        case .text:
            guard node.isElement else { return true }
            return walk(steps, position, siblingsFrom: node.firstChild, body) { $0.isText }
        case .current:
            return walk(steps, position + 1, from: node, body)
        case .parent:
            guard let parent = node.parent, parent.isElement else { return true }
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
