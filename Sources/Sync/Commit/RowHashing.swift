import Model

/// How rows of one entity are told apart: by the hash of their values, and by that of their key.
struct RowHashing: Sendable {
    let width: Int
    let keyColumns: [Int]

    /// The hash of the row whose values begin at `base`.
    func print(_ values: [MappedValue], _ base: Int, _ arena: [UInt8]) -> UInt64 {
        var hasher = ByteHasher()
        for index in base..<base + width { hasher.add(values[index], arena: arena.span) }
        return hasher.value
    }

    /// The hash of its key.
    func keyHash(_ values: [MappedValue], _ base: Int, _ arena: [UInt8], seed: UInt64) -> UInt64 {
        var hasher = ByteHasher(seed: seed)
        if keyColumns.count == 1, values[base + keyColumns[0]].isInArena {
            // The same hash as that of a reference written as a key.
            hasher.add(arena.span.extracting(values[base + keyColumns[0]].range))
        } else {
            for column in keyColumns { hasher.add(values[base + column], arena: arena.span) }
        }
        return hasher.value
    }
}
