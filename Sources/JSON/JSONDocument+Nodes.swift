extension JSONDocument {
    @inlinable
    func currentView() -> JSONView {
        guard let view else { preconditionFailure("there is no page") }
        return view
    }

    /// What the node is.
    @inlinable
    public func kind(of node: JSONNode) -> JSONKind {
        JSONKind(rawValue: UInt8(truncatingIfNeeded: currentView().word(.kind, of: node))) ?? .null
    }

    /// The node's bytes in the source, quotes and braces included.
    @inlinable
    public func source(of node: JSONNode) -> JSONSlice { currentView().slice(.raw, .rawCount, of: node) }

    /// The text of a string (unescaped UTF-8) or of a number, `true`, `false` or `null` as written; of an array or
    /// object its source.
    @inlinable
    public func text(of node: JSONNode) -> JSONSlice {
        let view = currentView()
        return view.isContainer(node) ? view.slice(.raw, .rawCount, of: node) : view.slice(.text, .textCount, of: node)
    }

    /// The key of an object's member (unescaped UTF-8); empty for any other node.
    @inlinable
    public func key(of node: JSONNode) -> JSONSlice { currentView().slice(.key, .keyCount, of: node) }

    /// How many elements or members an array or object has; 0 for any other node.
    @inlinable
    public func childCount(of node: JSONNode) -> Int {
        let view = currentView()
        return view.isContainer(node) ? Int(view.word(.textCount, of: node)) : 0
    }

    /// The elements of an array, or the values of an object's members, in order.
    @inlinable
    public func children(of node: JSONNode) -> JSONChildren { JSONChildren(self, currentView(), of: node) }

    /// Line and column (from 1, columns in Unicode scalars) of where the node starts.
    public func place(of node: JSONNode) -> (line: Int, column: Int) {
        unsafe JSONError.place(source(of: node).offset, in: bytes)
    }
}

/// The children of an array or object.
@frozen
public struct JSONChildren: Sequence, IteratorProtocol {
    /// Keeps the page alive.
    @usableFromInline let document: JSONDocument
    @usableFromInline let view: JSONView
    @usableFromInline var indexes: Range<UInt32>

    @inlinable
    init(_ document: JSONDocument, _ view: JSONView, of node: JSONNode) {
        self.document = document
        self.view = view
        indexes = view.childIndexes(of: node)
    }

    /// The next child.
    @inlinable
    public mutating func next() -> JSONNode? {
        guard !indexes.isEmpty else { return nil }
        let node = JSONNode(index: indexes.lowerBound)
        indexes = unsafe Range(uncheckedBounds: (view.word(.next, of: node), indexes.upperBound))
        return node
    }
}
