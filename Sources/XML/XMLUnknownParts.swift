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

/// The elements and attributes of nodes that nobody asks for, each once: `name`, `@name`. One that was met before costs no
/// memory.
public struct XMLUnknownParts: Sendable {
    /// Their names, in the order in which they were met.
    public private(set) var names: [String] = []
    private var met: [(name: XPathName, isAttribute: Bool)] = []
    private let known: XMLPartNames
    private let most: Int

    /// Nothing yet; at most `most` are kept.
    public init(beside known: XMLPartNames, most: Int) {
        self.known = known
        self.most = most
    }

    /// Adds those of a node.
    public mutating func add(_ node: XMLNode, of page: XMLPage) {
        add(from: node.firstAttribute, page)
        add(from: node.firstChild, page)
    }

    private mutating func add(from first: XMLNode?, _ page: XMLPage) {
        var next = first
        while let part = next, names.count < most {
            next = part.next
            guard part.isElement || part.isAttribute, !known.has(part),
                !met.contains(where: { $0.isAttribute == part.isAttribute && $0.name.matches(part) })
            else { continue }
            met.append((XPathName(of: part), part.isAttribute))
            let name = (part.isAttribute ? "@" : "") + page.localName(of: part)
            if !names.contains(name) { names.append(name) }
        }
    }
}

extension XPathName {
    /// The name of a node.
    fileprivate init(of node: XMLNode) {
        func copy(_ text: UnsafePointer<UInt8>?) -> [UInt8]? {
            guard let text = unsafe text else { return nil }
            return unsafe Array(XMLPage.bytes(text)) + [0]
        }
        unsafe self.init(local: copy(node.nameBytes), namespace: copy(node.namespaceBytes))
    }
}
