/// The values of one entity row, with the bytes of its texts: a row on its own, outside a batch. For the slower paths, where
/// a row is compared, merged or kept.
public struct RowValues: Sendable, Equatable {
    /// One value for each column of the entity.
    public var values: [MappedValue]
    /// The bytes of texts and lists.
    public var arena: [UInt8]

    /// A row of `values` whose texts lie in `arena`.
    public init(values: [MappedValue] = [], arena: [UInt8] = []) {
        self.values = values
        self.arena = arena
    }

    /// The `count` values of a batch from `base` on, with their texts.
    public init(copying values: [MappedValue], at base: Int, count: Int, arena: [UInt8]) {
        self.init()
        self.values.reserveCapacity(count)
        for index in base..<base + count { append(values[index], from: arena) }
    }

    /// Adds a value, copying its text.
    public mutating func append(_ value: MappedValue, from source: [UInt8]) {
        guard value.isInArena else { return values.append(value) }
        var moved = value
        moved.payload = Int64(arena.count)
        arena.append(contentsOf: source[value.range])
        values.append(moved)
    }

    /// Adds a text, list or key of `kind`.
    public mutating func append(_ kind: MappedValue.Kind, bytes: some Collection<UInt8>) {
        values.append(
            MappedValue(kind, payload: Int64(arena.count), length: UInt32(truncatingIfNeeded: bytes.count)))
        arena.append(contentsOf: bytes)
    }

    /// Whether value `index` says the same as value `other` of a row elsewhere.
    public func equals(_ index: Int, _ other: MappedValue, in otherArena: [UInt8]) -> Bool {
        let mine = values[index]
        guard mine.kind == other.kind else { return false }
        if mine.isInArena {
            return mine.length == other.length && arena[mine.range].elementsEqual(otherArena[other.range])
        }
        return mine.payload == other.payload && mine.exponent == other.exponent
    }
}

extension ByteHasher {
    /// Adds one typed value: its kind, and its number or bytes.
    @inlinable public mutating func add(_ value: MappedValue, arena: Span<UInt8>) {
        guard value.kind != .null else { return addMissing() }
        if value.isInArena {
            add(arena.extracting(value.range))
        } else {
            add(UInt64(bitPattern: value.payload) ^ UInt64(UInt8(bitPattern: value.exponent)) << 56)
        }
    }
}
