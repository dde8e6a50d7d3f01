import SQLite

extension Store {
    /// What a name stands for.
    public enum NameKind: String, Sendable {
        /// A business system, such as `discharge-permit`.
        case system
        /// A connector.
        case connector
        /// An entity of the unified schema.
        case entity
        /// An identifier scheme of linked entities, such as `uscc`.
        case identifier
    }

    /// The number of `name`, given on first use inside the running transaction.
    public func number(of name: String, _ kind: NameKind) throws -> Int64 {
        let key = "\(kind.rawValue) \(name)"
        if let known = names[key] { return known }
        try run("INSERT OR IGNORE INTO hub_name (kind, name) VALUES (?1, ?2)", kind.rawValue, name)
        guard let row = try one("SELECT id FROM hub_name WHERE kind = ?1 AND name = ?2", kind.rawValue, name) else {
            throw StoreError(.misuse, "the name \(name) has no number")
        }
        let number = row.integer(0)
        names[key] = number
        return number
    }

    /// The names of a kind that have a number, in their order.
    public func names(_ kind: NameKind) throws -> [String] {
        try all("SELECT name FROM hub_name WHERE kind = ?1 ORDER BY name", kind.rawValue) { $0.text(0) ?? "" }
    }

    /// The number of `name` if it has one already.
    public func knownNumber(of name: String, _ kind: NameKind) throws -> Int64? {
        try one("SELECT id FROM hub_name WHERE kind = ?1 AND name = ?2", kind.rawValue, name)?.integer(0)
    }
}

extension Store {
    /// The name of a number.
    public func name(_ number: Int64) throws -> String? {
        try one("SELECT name FROM hub_name WHERE id = ?1", number)?.text(0)
    }
}
