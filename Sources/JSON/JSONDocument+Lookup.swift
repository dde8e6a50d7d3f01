import Glibc

extension JSONDocument {
    /// Calls `body` with the slice's bytes.
    @inlinable
    public func withBytes<R, E: Error>(
        of slice: JSONSlice, _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        unsafe try body(bytes(of: slice))
    }

    /// The slice's bytes, valid until the next `parse`.
    @inlinable
    public func bytes(of slice: JSONSlice) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: bytes[slice.range])
    }

    /// The slice's bytes, copied.
    public func copy(of slice: JSONSlice) -> [UInt8] { unsafe Array(bytes(of: slice)) }

    /// The slice as a string: not for the hot path.
    public func string(of slice: JSONSlice) -> String {
        unsafe String(decoding: bytes(of: slice), as: UTF8.self)
    }

    /// The value of the object's member with that key, given as UTF-8 bytes; of members that share the key, the last.
    public func member(_ key: UnsafeRawBufferPointer, of node: JSONNode) -> JSONNode? {
        guard kind(of: node) == .object else { return nil }
        var found: JSONNode?
        for child in children(of: node) where unsafe hasKey(key, child) { found = child }
        return found
    }

    /// The value of the object's member with that key; of members that share the key, the last.
    public func member(_ key: String, of node: JSONNode) -> JSONNode? {
        var key = key
        return key.withUTF8 { utf8 in unsafe member(UnsafeRawBufferPointer(utf8), of: node) }
    }

    private func hasKey(_ key: UnsafeRawBufferPointer, _ node: JSONNode) -> Bool {
        guard word(.keyCount, of: node) == key.count else { return false }
        guard let wanted = key.baseAddress, let base = unsafe base else { return true }
        return unsafe memcmp(base + word(.key, of: node), wanted, key.count) == 0
    }

    /// The array's element at `index`, from 0; a negative index counts from the end.
    public func element(_ index: Int, of node: JSONNode) -> JSONNode? {
        guard kind(of: node) == .array else { return nil }
        let count = childCount(of: node)
        let wanted = index < 0 ? index &+ count : index
        guard wanted >= 0, wanted < count else { return nil }
        var children = children(of: node)
        for _ in 0..<wanted { _ = children.next() }
        return children.next()
    }
}
