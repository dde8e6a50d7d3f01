/// Which source values of a record are wanted: a tree of scopes, each a list of paths.
///
/// A mapping compiles to a shape; a connector's decoder fills a ``RecordPage`` of that shape. Scope 0 is the record
/// itself; every further scope is a list inside another scope (`each:` of a mapping's children).
///
///     scope 0  paths [$.xkzbh, $.dwmc]
///     scope 1  parent 0  each $.pfkList[*]  paths [$.pfkbh, $.pfklx]
///     scope 2  parent 1  each $.xzList[*]   paths [$.wrw, $.nd]
///
/// Paths are the source's own: a JSONPath for JSON, an XPath for XML, a column name for tables. Their text is opaque
/// here; the decoder of the format compiles them.
public struct RecordShape: Sendable, Equatable {
    /// One list of values.
    public struct Scope: Sendable, Equatable {
        /// The scope that this one lies in; nil for the record itself. Always lower than the scope's own index.
        public var parent: Int?
        /// The path of the list inside the parent; nil for the record itself.
        public var each: String?
        /// The paths of the values, relative to one item of the list. A slot is an index into this array.
        public var paths: [String]

        /// A scope of `parent`, one row for each match of `each`.
        public init(parent: Int? = nil, each: String? = nil, paths: [String] = []) {
            self.parent = parent
            self.each = each
            self.paths = paths
        }
    }

    /// The scopes, parents before children.
    public var scopes: [Scope]

    /// A shape of `scopes`; without any, one that wants nothing of a record.
    public init(scopes: [Scope] = [Scope()]) {
        self.scopes = scopes
    }

    /// The slot of `path` in `scope`, added if it is not there yet.
    public mutating func slot(of path: String, in scope: Int = 0) -> Int {
        if let known = scopes[scope].paths.firstIndex(of: path) { return known }
        scopes[scope].paths.append(path)
        return scopes[scope].paths.count - 1
    }

    /// The scope of the list `each` inside `parent`, added if it is not there yet.
    public mutating func scope(each: String, in parent: Int) -> Int {
        if let known = scopes.firstIndex(where: { $0.parent == parent && $0.each == each }) { return known }
        scopes.append(Scope(parent: parent, each: each))
        return scopes.count - 1
    }
}
