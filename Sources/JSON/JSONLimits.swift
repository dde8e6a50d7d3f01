/// What a page may cost at most; beyond it parsing fails with a `JSONError`.
public struct JSONLimits: Sendable {
    /// The longest page in bytes; never more than 1 GiB.
    public var bytes: Int
    /// How deep arrays and objects may nest.
    public var depth: Int
    /// How many values a page may hold; each takes 32 bytes of memory.
    public var values: Int

    /// Limits for pages from outside.
    public init(bytes: Int = 64 << 20, depth: Int = 64, values: Int = 8_000_000) {
        self.bytes = max(0, min(bytes, 1 << 30))
        self.depth = max(0, min(depth, 1 << 16))
        self.values = max(0, min(values, 1 << 28))
    }
}
