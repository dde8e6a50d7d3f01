/// A step of a path that is followed by walking the tree instead of by libxml2's XPath machine.
enum XPathStep: Equatable, Sendable {
    case child(XPathName)
    case attribute(XPathName)
    case text
    case current
    case parent
}

/// A name test; nil stands for `*`. Names end in 0, as those of the tree do.
struct XPathName: Equatable, Sendable {
    var local: [UInt8]?
    var namespace: [UInt8]?

    func matches(_ node: XMLNode) -> Bool {
        if let local {
            guard unsafe Self.equal(local, node.nameBytes) else { return false }
        } else if namespace == nil {
            return true
        }
        return unsafe Self.equal(namespace, node.namespaceBytes)
    }

    private static func equal(_ wanted: [UInt8]?, _ found: UnsafePointer<UInt8>?) -> Bool {
        guard let wanted, let found = unsafe found else { return unsafe wanted == nil && found == nil }
        // Both end in 0, so the walk stops at the first difference or at the end of both.
        for index in wanted.indices where unsafe found[index] != wanted[index] { return false }
        return true
    }
}
