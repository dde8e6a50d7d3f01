extension JSONDocument {
    /// The words of a node, in the order of the C structure.
    @usableFromInline
    enum Word: Int {
        case raw, rawCount, text, textCount, key, keyCount, next, kind
    }

    @inlinable
    func word(_ word: Word, of node: JSONNode) -> Int {
        precondition(Int(node.index) < nodeCount, "the node is not of this page")
        guard let words = unsafe words else { return 0 }
        return unsafe Int(words[Int(node.index) &* 8 &+ word.rawValue])
    }

    /// What the node is.
    @inlinable
    public func kind(of node: JSONNode) -> JSONKind {
        JSONKind(rawValue: UInt8(truncatingIfNeeded: word(.kind, of: node))) ?? .null
    }

    /// The node's bytes in the source, quotes and braces included.
    @inlinable
    public func source(of node: JSONNode) -> JSONSlice {
        JSONSlice(offset: word(.raw, of: node), count: word(.rawCount, of: node))
    }

    /// The text of a string (unescaped UTF-8) or of a number, `true`, `false` or `null` as written; of an array or
    /// object its source.
    @inlinable
    public func text(of node: JSONNode) -> JSONSlice {
        if word(.kind, of: node) >= Int(JSONKind.array.rawValue) { return source(of: node) }
        return JSONSlice(offset: word(.text, of: node), count: word(.textCount, of: node))
    }

    /// The key of an object's member (unescaped UTF-8); empty for any other node.
    @inlinable
    public func key(of node: JSONNode) -> JSONSlice {
        JSONSlice(offset: word(.key, of: node), count: word(.keyCount, of: node))
    }

    /// How many elements or members an array or object has; 0 for any other node.
    @inlinable
    public func childCount(of node: JSONNode) -> Int {
        word(.kind, of: node) >= Int(JSONKind.array.rawValue) ? word(.textCount, of: node) : 0
    }

    /// The elements of an array, or the values of an object's members, in order.
    @inlinable
    public func children(of node: JSONNode) -> JSONChildren {
        let isContainer = word(.kind, of: node) >= Int(JSONKind.array.rawValue)
        return JSONChildren(self, from: node.index &+ 1, to: isContainer ? endIndex(of: node) : node.index &+ 1)
    }

    @inlinable
    func endIndex(of node: JSONNode) -> UInt32 { UInt32(truncatingIfNeeded: word(.next, of: node)) }

    /// Line and column (from 1, columns in Unicode scalars) of where the node starts.
    public func place(of node: JSONNode) -> (line: Int, column: Int) {
        unsafe JSONError.place(word(.raw, of: node), in: bytes)
    }
}

/// The children of an array or object.
@frozen
public struct JSONChildren: Sequence, IteratorProtocol {
    @usableFromInline let document: JSONDocument
    @usableFromInline var index: UInt32
    @usableFromInline let end: UInt32

    @inlinable
    init(_ document: JSONDocument, from index: UInt32, to end: UInt32) {
        self.document = document
        self.index = index
        self.end = end
    }

    /// The next child.
    @inlinable
    public mutating func next() -> JSONNode? {
        guard index < end else { return nil }
        let node = JSONNode(index: index)
        index = document.endIndex(of: node)
        return node
    }
}
