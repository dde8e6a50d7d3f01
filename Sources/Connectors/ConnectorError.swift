/// Why a system could not be pulled from. The kind says who acts next; the text holds no secret and no record value.
public struct ConnectorError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Who acts next.
    public enum Kind: Sendable, Equatable {
        /// A person: the connector's file, credentials or rights are not right.
        case settings
        /// Time: the system is down or busy. Seconds to wait, when it said so.
        case unavailable(retryAfter: Double?)
        /// A person, at the other side: the system answered something that is not its protocol.
        case unexpected
        /// Nobody: the run was stopped.
        case cancelled
    }

    /// Who acts next.
    public var kind: Kind
    /// A short, bounded code for metrics and scripts, such as `http_401` or `bad_json`.
    public var code: String
    /// What happened and what to do, for people.
    public var message: String

    /// An error.
    public init(_ kind: Kind, code: String, message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    /// The message with its code.
    public var description: String { "\(message) [\(code)]" }
}
