import CXML

extension XMLPage {
    /// The line the node starts on, from 1; beyond line 65,535, where libxml2 counts only texts, that of its first text.
    public func line(of node: XMLNode) -> Int {
        let owner = node.isAttribute ? node.parent ?? node : node
        return unsafe max(0, Int(xmlGetLineNo(owner.pointer)))
    }

    /// The node's name with its prefix; `text()` for a text.
    public func name(of node: XMLNode) -> String {
        if node.isText { return "text()" }
        let local = unsafe String(decoding: Self.bytes(node.nameBytes), as: UTF8.self)
        guard node.isElement || node.isAttribute, let namespace = unsafe node.pointer.pointee.ns,
            let prefix = unsafe namespace.pointee.prefix
        else { return local }
        return unsafe String(decoding: Self.bytes(prefix), as: UTF8.self) + ":" + local
    }

    /// The element's child elements, in order.
    public func children(of node: XMLNode) -> [XMLNode] {
        var children: [XMLNode] = []
        var child = node.isElement ? node.firstChild : nil
        while let current = child {
            if current.isElement { children.append(current) }
            child = current.next
        }
        return children
    }

    /// The element's attributes, in order.
    public func attributes(of node: XMLNode) -> [XMLNode] {
        var attributes: [XMLNode] = []
        var attribute = node.isElement ? node.firstAttribute : nil
        while let current = attribute {
            attributes.append(current)
            attribute = current.next
        }
        return attributes
    }

    /// Where the node stands: `/a/b[2]/@c`; an index, from 1, only among several of one name.
    public func path(of node: XMLNode) -> String {
        var steps: [String] = []
        var current: XMLNode? = node
        while let step = current, step.isElement || step.isText || step.isAttribute {
            steps.append(step.isAttribute ? "@" + name(of: step) : name(of: step) + position(of: step))
            current = step.parent
        }
        return "/" + steps.reversed().joined(separator: "/")
    }

    private func position(of node: XMLNode) -> String {
        let name = name(of: node)
        let before = count(name, from: node.previous, by: \.previous)
        let isAlone = before == 0 && count(name, from: node.next, by: \.next, most: 1) == 0
        return isAlone ? "" : "[\(before + 1)]"
    }

    private func count(_ name: String, from: XMLNode?, by step: KeyPath<XMLNode, XMLNode?>, most: Int = .max) -> Int {
        var count = 0
        var current = from
        while let node = current, count < most {
            if node.isElement || node.isText, self.name(of: node) == name { count += 1 }
            current = node[keyPath: step]
        }
        return count
    }

    /// The node and everything in it as XML in UTF-8. Namespaces declared further out are declared on it.
    public func serialized(_ node: XMLNode) -> [UInt8] {
        guard node.isElement else { return unsafe withText(of: node) { bytes in unsafe Array(bytes) } }
        guard let copy = unsafe xmlDocCopyNode(node.pointer, document, 1), let buffer = unsafe xmlBufferCreate() else {
            return []
        }
        defer {
            unsafe xmlBufferFree(buffer)
            unsafe xmlFreeNode(copy)
        }
        unsafe xmlNodeDump(buffer, document, copy, 0, 0)
        return unsafe Array(UnsafeBufferPointer(start: xmlBufferContent(buffer), count: Int(xmlBufferLength(buffer))))
    }
}
