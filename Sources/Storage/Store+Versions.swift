import SQLite

extension Store {
    /// A text that runs pinned.
    public struct Version: Sendable, Equatable {
        /// `mapping`, `codes`, `units` or `schema`.
        public var kind = "mapping"
        /// The name of the mapping, or of the file.
        public var name: String
        /// A hash of the text; of a mapping the hash of everything that it ran with.
        public var hash = ""
        /// The text as it ran.
        public var text: String

        /// A text.
        public init(kind: String = "mapping", name: String, hash: String = "", text: String) {
            self.kind = kind
            self.name = name
            self.hash = hash
            self.text = text
        }
    }

    /// The text that was kept under `hash`.
    public func version(_ hash: String) throws -> Version? {
        try one("SELECT name, text FROM hub_version WHERE hash = ?1", hash).map {
            Version(name: $0.text(0) ?? "", text: $0.text(1) ?? "")
        }
    }

    /// Keeps the other texts that version number `id` is made of; each text is kept once, whatever versions have it. Inside a
    /// transaction.
    public func keepParts(of id: Int64, at: Int64, _ parts: () -> [Version]) throws {
        if try one("SELECT 1 FROM hub_version_part WHERE version = ?1 LIMIT 1", id) != nil { return }
        for part in parts() {
            let number = try keepVersion(
                hash: "\(part.name)@\(part.hash)", kind: part.kind, name: part.name, text: part.text, at: at)
            try run("INSERT OR IGNORE INTO hub_version_part VALUES (?1, ?2)", id, number)
        }
    }

    /// All texts of the version called `hash`: the mapping first, then codes, units and schema in the order of their names.
    public func definition(_ hash: String) throws -> [Version] {
        try all(
            """
            SELECT v.kind, v.name, v.hash, v.text FROM hub_version v WHERE v.hash = ?1
            UNION ALL SELECT kind, name, hash, text FROM (
              SELECT p.kind, p.name, p.hash, p.text FROM hub_version v
              JOIN hub_version_part l ON l.version = v.id JOIN hub_version p ON p.id = l.part
              WHERE v.hash = ?1 ORDER BY p.kind, p.name)
            """, hash
        ) { row in
            let name = row.text(1) ?? ""
            let hash = row.text(2) ?? ""
            return Version(
                kind: row.text(0) ?? "", name: name,
                hash: hash.hasPrefix(name + "@") ? String(hash.dropFirst(name.count + 1)) : hash,
                text: row.text(3) ?? "")
        }
    }
}
