/// Why a transfer gave no response. A response with a status of 400 or 500 is not an error here.
public struct HTTPClientError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Who has to act next follows from the kind.
    public enum Kind: String, Sendable {
        /// The host's name has no address.
        case resolve
        /// No connection, or a connection that broke.
        case connect
        /// The server's certificate or host key is not trusted, or the handshake failed.
        case tls
        /// A time limit passed.
        case timeout
        /// The body or the head is larger than allowed.
        case tooLarge
        /// The receiver of a download wanted no more.
        case aborted
        /// Refused for who asks: login, key or permission.
        case authentication
        /// No such file or folder (FTP, SFTP).
        case notFound
        /// The other side does not keep to its protocol, or stopped in the middle.
        case protocolViolation
        /// The host has no address that `TransferRequest.admits` lets a connection go to.
        case barred
        /// The task was cancelled.
        case cancelled
        /// Anything else; most often a wrong setting.
        case other
    }

    /// What it is.
    public var kind: Kind
    /// A short stable name, for metrics: `timeout`, `curl-56`.
    public var code: String
    /// Where, without name, password, query or fragment.
    public var url: String
    /// The library's words, with no secret in them.
    public var reason: String
    /// Whether the same request may well succeed a little later.
    public var isRetryable: Bool

    /// An error about an address, which is cleaned of secrets.
    init(_ kind: Kind, code: String, url: String, reason: String, isRetryable: Bool = false) {
        self.kind = kind
        self.code = code
        self.url = cleanURL(url)
        self.reason = reason
        self.isRetryable = isRetryable
    }

    /// One line for a person.
    public var description: String { "\(url): \(reason) (\(code))" }
}
