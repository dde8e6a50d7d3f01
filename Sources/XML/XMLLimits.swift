/// What a page may cost at most; beyond it parsing fails.
public struct XMLLimits: Sendable {
    /// The longest page in bytes; never more than 1 GiB. A page in memory takes about six times as much.
    public var bytes: Int
    /// How deep elements may nest; the parser itself stops at 256.
    public var depth: Int

    /// Limits for pages from outside.
    public init(bytes: Int = 64 << 20, depth: Int = 64) {
        self.bytes = max(0, min(bytes, 1 << 30))
        self.depth = max(0, min(depth, 256))
    }
}

/// How a page is read.
public struct XMLOptions: Sendable {
    /// What the page may cost.
    public var limits: XMLLimits
    /// The encoding, if it is known better than the page's declaration says, e.g. `GB18030`.
    public var encoding: String?
    /// Forget namespaces and prefixes: `soap:Body` is `Body` in paths, and is written so when a node is serialised.
    public var ignoresNamespaces: Bool

    /// Options; the declared encoding and namespaces as they are.
    public init(limits: XMLLimits = XMLLimits(), encoding: String? = nil, ignoresNamespaces: Bool = false) {
        self.limits = limits
        self.encoding = encoding
        self.ignoresNamespaces = ignoresNamespaces
    }
}
