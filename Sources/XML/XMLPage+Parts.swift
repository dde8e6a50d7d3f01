import CXML

/// The elements and attributes that expressions ask of a node, by the names of their first steps.
public struct XMLPartNames: Sendable {
    private let elements: [XPathName]
    private let attributes: [XPathName]

    /// The names that `expressions` begin with; nil when one of them may ask for anything.
    public init?(_ expressions: [XPathExpression]) {
        var (elements, attributes): ([XPathName], [XPathName]) = ([], [])
        for expression in expressions {
            switch expression.isAbsolute ? nil : expression.steps?.first {
            case .child(let name): elements.append(name)
            case .attribute(let name): attributes.append(name)
            case .text, .parent: continue
            case .current, nil: return nil
            }
        }
        self.elements = elements
        self.attributes = attributes
    }

    fileprivate func has(_ node: XMLNode) -> Bool {
        (node.isAttribute ? attributes : elements).contains { $0.matches(node) }
    }
}

extension XMLPage {
    /// Adds the names of the node's elements and attributes that are not among `known`: `name`, `@name`; at most `most`.
    public func addUnknownParts(of node: XMLNode, to names: inout [String], known: XMLPartNames, most: Int) {
        func add(_ first: XMLNode?) {
            var next = first
            while let part = next, names.count < most {
                next = part.next
                guard part.isElement || part.isAttribute, !known.has(part) else { continue }
                let name = (part.isAttribute ? "@" : "") + localName(of: part)
                if !names.contains(name) { names.append(name) }
            }
        }
        add(node.firstAttribute)
        add(node.firstChild)
    }
}
