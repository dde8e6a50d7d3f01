import SQLite

extension Store {
    /// A text that runs pinned.
    public struct Version: Sendable, Equatable {
        /// The mapping's name.
        public var name: String
        /// The text as it ran.
        public var text: String
    }

    /// The text that was kept under `hash`.
    public func version(_ hash: String) throws -> Version? {
        try one("SELECT name, text FROM hub_version WHERE hash = ?1", hash).map {
            Version(name: $0.text(0) ?? "", text: $0.text(1) ?? "")
        }
    }
}
