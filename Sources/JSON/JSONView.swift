import Glibc

/// The nodes and bytes of a page as plain pointers: what the loops work on. Reading a property of a class costs a check
/// for overlapping access each time; here they are read once a call.
@safe
@frozen
@usableFromInline
struct JSONView {
    @usableFromInline let words: UnsafePointer<UInt32>
    @usableFromInline let base: UnsafeRawPointer
    @usableFromInline let count: UInt32

    init(words: UnsafePointer<UInt32>, base: UnsafeRawPointer, count: UInt32) {
        unsafe self.words = words
        unsafe self.base = base
        self.count = count
    }

    /// The words of a node, in the order of the C structure.
    @usableFromInline
    enum Word: Int {
        case raw, rawCount, text, textCount, key, keyCount, next, kind
    }

    @inlinable
    func word(_ word: Word, of node: JSONNode) -> UInt32 {
        precondition(node.index < count, "the node is not of this page")
        return unsafe words[Int(node.index) &* 8 &+ word.rawValue]
    }

    @inlinable
    func isContainer(_ node: JSONNode) -> Bool { word(.kind, of: node) >= UInt32(JSONKind.array.rawValue) }

    @inlinable
    func slice(_ start: Word, _ length: Word, of node: JSONNode) -> JSONSlice {
        JSONSlice(offset: Int(word(start, of: node)), count: Int(word(length, of: node)))
    }

    /// The indexes from the first child to after the last; step by `next`.
    @inlinable
    func childIndexes(of node: JSONNode) -> Range<UInt32> {
        let first = node.index &+ 1
        return unsafe Range(uncheckedBounds: (first, isContainer(node) ? word(.next, of: node) : first))
    }

    /// The last member with that key.
    func member(_ key: UnsafeRawBufferPointer, of node: JSONNode) -> JSONNode? {
        guard word(.kind, of: node) == UInt32(JSONKind.object.rawValue) else { return nil }
        let children = childIndexes(of: node)
        var index = children.lowerBound
        var found: JSONNode?
        while index < children.upperBound {
            let member = unsafe words + Int(index) &* 8
            if unsafe hasKey(key, member) { found = JSONNode(index: index) }
            index = unsafe member[Word.next.rawValue]
        }
        return found
    }

    /// Compares the last byte first: keys of one object often begin alike.
    private func hasKey(_ key: UnsafeRawBufferPointer, _ member: UnsafePointer<UInt32>) -> Bool {
        guard unsafe Int(member[Word.keyCount.rawValue]) == key.count else { return false }
        guard let wanted = key.baseAddress, key.count > 0 else { return true }
        let found = unsafe base + Int(member[Word.key.rawValue])
        let last = key.count &- 1
        guard
            unsafe found.load(fromByteOffset: last, as: UInt8.self) == wanted.load(fromByteOffset: last, as: UInt8.self)
        else { return false }
        return unsafe memcmp(found, wanted, last) == 0
    }

    /// The element at `index`, from the end when it is negative.
    func element(_ index: Int, of node: JSONNode) -> JSONNode? {
        guard word(.kind, of: node) == UInt32(JSONKind.array.rawValue) else { return nil }
        let count = Int(word(.textCount, of: node))
        let wanted = index < 0 ? index &+ count : index
        guard wanted >= 0, wanted < count else { return nil }
        var position = node.index &+ 1
        for _ in 0..<wanted { position = word(.next, of: JSONNode(index: position)) }
        return JSONNode(index: position)
    }
}
