extension JSONPath {
    /// The node the path leads to from `node`, or nil when a step finds nothing; of a wildcard's matches the first.
    /// Allocates nothing.
    public func select(_ document: JSONDocument, from node: JSONNode = .root) -> JSONNode? {
        guard let view = document.view else { return nil }
        return withExtendedLifetime(document) {
            unsafe names.withUnsafeBytes { names in unsafe first(from: node, step: 0, names, view) }
        }
    }

    /// Calls `body` with every node the path leads to from `node`, in document order. Allocates nothing.
    public func forEach<E: Error>(
        _ document: JSONDocument, from node: JSONNode = .root, _ body: (JSONNode) throws(E) -> Void
    ) throws(E) {
        guard let view = document.view else { return }
        defer { withExtendedLifetime(document) {} }
        try visit(from: node, step: 0, view, body)
    }

    private func first(
        from start: JSONNode, step: Int, _ names: UnsafeRawBufferPointer, _ view: JSONView
    ) -> JSONNode? {
        var node = start
        for position in step..<steps.count {
            guard steps[position] != .wildcard else {
                let children = view.childIndexes(of: node)
                var index = children.lowerBound
                while index < children.upperBound {
                    let child = JSONNode(index: index)
                    index = view.word(.next, of: child)
                    if let found = unsafe first(from: child, step: position + 1, names, view) { return found }
                }
                return nil
            }
            guard let next = unsafe follow(steps[position], from: node, names, view) else { return nil }
            node = next
        }
        return node
    }

    private func visit<E: Error>(
        from start: JSONNode, step: Int, _ view: JSONView, _ body: (JSONNode) throws(E) -> Void
    ) throws(E) {
        var node = start
        for position in step..<steps.count {
            guard steps[position] != .wildcard else {
                let children = view.childIndexes(of: node)
                var index = children.lowerBound
                while index < children.upperBound {
                    let child = JSONNode(index: index)
                    index = view.word(.next, of: child)
                    try visit(from: child, step: position + 1, view, body)
                }
                return
            }
            let next = unsafe names.withUnsafeBytes { unsafe follow(steps[position], from: node, $0, view) }
            guard let next else { return }
            node = next
        }
        try body(node)
    }

    private func follow(
        _ step: Step, from node: JSONNode, _ names: UnsafeRawBufferPointer, _ view: JSONView
    ) -> JSONNode? {
        switch step {
        case .name(let offset, let count):
            unsafe view.member(UnsafeRawBufferPointer(rebasing: names[offset..<(offset + count)]), of: node)
        case .index(let index): view.element(index, of: node)
        case .wildcard: nil
        }
    }
}
