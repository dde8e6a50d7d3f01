import CXML

extension XMLPage {
    /// The node's name without its prefix.
    public func localName(of node: XMLNode) -> String {
        unsafe String(decoding: Self.bytes(node.nameBytes), as: UTF8.self)
    }

    /// The address of the node's namespace; nil without one, or where namespaces were dropped.
    public func namespace(of node: XMLNode) -> String? {
        guard !ignoresNamespaces, let address = unsafe node.namespaceBytes else { return nil }
        return unsafe String(decoding: Self.bytes(address), as: UTF8.self)
    }
}
