/// What a database, its driver or the driver manager refused. Holds no password of the connection string.
public struct ODBCError: Error, Equatable, Sendable {
    /// One diagnostic record, ISO/IEC 9075-3.
    public struct Diagnostic: Equatable, Sendable {
        /// Five letters and digits; the first two are the class.
        public let state: String
        /// The driver's words.
        public let message: String
        /// The database's own number.
        public let nativeCode: Int
    }

    /// Which kind of obstacle it is, so that the caller knows who can remove it.
    public enum Reason: Equatable, Sendable {
        /// The driver or data source is not installed or not configured.
        case driver
        /// The server is not reached, or the connection was lost.
        case connection
        /// User or password are not accepted.
        case login
        /// The table or view does not exist.
        case table
        /// The statement is wrong in another way: a column, a word, a parameter.
        case statement
        /// The time allowed is over.
        case timeout
        /// A value is longer than allowed.
        case limit
        /// Anything else.
        case other
    }

    /// Which kind of obstacle it is.
    public let reason: Reason
    /// All records, the most important first; at least one.
    public let diagnostics: [Diagnostic]

    init(_ reason: Reason, _ diagnostics: [Diagnostic]) {
        self.reason = reason
        self.diagnostics = diagnostics
    }

    init(limit message: String) {
        self.init(.limit, [Diagnostic(state: "HY000", message: message, nativeCode: 0)])
    }
}

extension ODBCError: CustomStringConvertible {
    /// `[42S02] no such table: permit (1)`, one line a record.
    public var description: String {
        diagnostics.map { "[\($0.state)] \($0.message) (\($0.nativeCode))" }.joined(separator: "\n")
    }
}
