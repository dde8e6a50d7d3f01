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
        unsafe currentView().member(key, of: node)
    }

    /// The value of the object's member with that key; of members that share the key, the last.
    public func member(_ key: String, of node: JSONNode) -> JSONNode? {
        var key = key
        return key.withUTF8 { utf8 in unsafe member(UnsafeRawBufferPointer(utf8), of: node) }
    }

    /// The array's element at `index`, from 0; a negative index counts from the end.
    public func element(_ index: Int, of node: JSONNode) -> JSONNode? {
        currentView().element(index, of: node)
    }
}
