/// `database:`, what is asked of a database.
struct DatabaseRule: Sendable {
    /// What is read.
    enum Base: Sendable, Equatable {
        /// A table or view, as SQL writes it.
        case table(String)
        /// A query; each `?` is the cursor.
        case query(String)
    }

    /// The ODBC connection string with `{password}` and `{hub}`.
    var connection: Template
    var password: SecretReference?
    var base: Base
    /// A column that is unique (with the cursor's): then a stopped pull goes on where it was.
    var key: String?
    var pageSize = 5_000
}

/// What a pull of a database remembers.
struct DatabaseCursor: Codable, Sendable, Equatable {
    /// The high-water mark that the last complete run reached.
    var mark: String?
    /// Where a run is; nil between runs.
    var run: Run?

    /// Where a run is.
    struct Run: Codable, Sendable, Equatable {
        /// The mark that this run asks from.
        var from: String?
        /// The largest cursor value seen.
        var high: String?
        /// The cursor's, if it had one, and the key's values of the last row: where a pull by key goes on.
        var last: [String] = []
        /// Rows pulled.
        var seen = 0
    }

    /// The cursor's text.
    var text: String { CursorText.encode(self) }
}
