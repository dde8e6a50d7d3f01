extension JSONPath {
    /// The node the path leads to from `node`, or nil when a step finds nothing; of a wildcard's matches the first.
    /// Allocates nothing.
    public func select(_ document: JSONDocument, from node: JSONNode = .root) -> JSONNode? {
        guard document.nodeCount > 0 else { return nil }
        return unsafe names.withUnsafeBytes { unsafe first(from: node, step: 0, $0, document) }
    }

    /// Calls `body` with every node the path leads to from `node`, in document order. Allocates nothing.
    public func forEach<E: Error>(
        _ document: JSONDocument, from node: JSONNode = .root, _ body: (JSONNode) throws(E) -> Void
    ) throws(E) {
        guard document.nodeCount > 0 else { return }
        try visit(from: node, step: 0, document, body)
    }

    private func first(
        from start: JSONNode, step: Int, _ names: UnsafeRawBufferPointer, _ document: JSONDocument
    ) -> JSONNode? {
        var node = start
        for position in step..<steps.count {
            guard steps[position] != .wildcard else {
                for child in document.children(of: node) {
                    if let found = unsafe first(from: child, step: position + 1, names, document) { return found }
                }
                return nil
            }
            guard let next = unsafe follow(steps[position], from: node, names, document) else { return nil }
            node = next
        }
        return node
    }

    private func visit<E: Error>(
        from start: JSONNode, step: Int, _ document: JSONDocument, _ body: (JSONNode) throws(E) -> Void
    ) throws(E) {
        var node = start
        for position in step..<steps.count {
            guard steps[position] != .wildcard else {
                for child in document.children(of: node) {
                    try visit(from: child, step: position + 1, document, body)
                }
                return
            }
            let next = unsafe names.withUnsafeBytes { unsafe follow(steps[position], from: node, $0, document) }
            guard let next else { return }
            node = next
        }
        try body(node)
    }

    private func follow(
        _ step: Step, from node: JSONNode, _ names: UnsafeRawBufferPointer, _ document: JSONDocument
    ) -> JSONNode? {
        switch step {
        case .name(let offset, let count):
            unsafe document.member(UnsafeRawBufferPointer(rebasing: names[offset..<(offset + count)]), of: node)
        case .index(let index): document.element(index, of: node)
        case .wildcard: nil
        }
    }
}
