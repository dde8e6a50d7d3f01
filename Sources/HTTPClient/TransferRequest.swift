/// What to ask for, and within which limits.
public struct TransferRequest: Sendable {
    /// The address; a name and password in it are refused: they belong in `credentials`.
    public var url: String
    /// The HTTP method.
    public var method: String
    /// HTTP header fields to send.
    public var fields: TransferFields
    /// The body to send; nil for none.
    public var body: [UInt8]?
    /// Who asks.
    public var credentials: TransferCredentials = .none
    /// What the address, and any redirect, may use.
    public var protocols: TransferProtocols
    /// Times and sizes.
    public var limits = TransferLimits()
    /// What to do with a redirect.
    public var redirects: TransferRedirects = .report
    /// Certificates.
    public var tls = TransferTLS()
    /// How to know an SSH server.
    public var ssh = TransferSSH()
    /// Whether gzip and deflate are accepted; the body is then unpacked, and bounded as unpacked.
    public var acceptsCompression = true
    /// The `User-Agent`.
    public var userAgent = "envhub"
    /// A proxy's URL; nil uses none, whatever the environment says.
    public var proxy: String?
    /// For downloads: the byte to begin with.
    public var offset: Int64 = 0
    /// Whether a connection may go to an address, given as a numeric text (`192.0.2.7`, `2001:db8::1`); nil: to any.
    ///
    /// It is asked for the very address that a socket is opened to, after names were resolved, for each of them: a name that
    /// resolves otherwise a moment later changes nothing. When none is left the transfer fails as ``HTTPClientError/Kind/barred``.
    public var admits: (@Sendable (String) -> Bool)?

    /// A request; only HTTP and HTTPS unless other protocols are given.
    public init(
        _ url: String, method: String = "GET", fields: TransferFields = [:], body: [UInt8]? = nil,
        protocols: TransferProtocols = .web
    ) {
        self.url = url
        self.method = method
        self.fields = fields
        self.body = body
        self.protocols = protocols
    }
}

/// Who asks. Credentials are sent to the request's own origin only, never to where a redirect leads.
public enum TransferCredentials: Sendable, Equatable {
    /// Nobody.
    case none
    /// HTTP basic authentication, and the login of FTP and SFTP.
    case password(user: String, password: String)
    /// HTTP `Authorization: Bearer` (RFC 6750).
    case bearer(String)
    /// SFTP: a private key in a file. libssh2 of Debian 12 signs with Ed25519 and ECDSA keys; RSA keys only with
    /// SHA-1, which OpenSSH servers of today refuse.
    case privateKey(user: String, file: String, passphrase: String? = nil)
}

/// What to do with a redirect (RFC 9110 section 15.4).
public enum TransferRedirects: Sendable, Equatable {
    /// Give it back as the response.
    case report
    /// Follow up to so many. To another origin only fields that tell nothing go along, and never from TLS to none.
    case follow(Int)
}

/// The times and sizes of one transfer.
public struct TransferLimits: Sendable {
    /// For the connection, its TLS or SSH included.
    public var connect: Duration = .seconds(10)
    /// For the whole; nil for any time.
    public var total: Duration? = .seconds(120)
    /// Bytes a second below which a transfer is given up after `lowSpeedTime`.
    public var lowSpeed: Int = 10
    /// See `lowSpeed`; nil never gives up.
    public var lowSpeedTime: Duration? = .seconds(30)
    /// The largest body, in bytes, unpacked.
    public var bodyBytes: Int = 64 << 20
    /// The largest head, in bytes.
    public var headBytes: Int = 256 << 10

    /// The defaults.
    public init() {}
}

/// Certificates. A server's certificate and name are always verified.
public struct TransferTLS: Sendable {
    /// A PEM file of the authorities that are trusted, and no others; nil trusts the system's.
    public var authoritiesFile: String?
    /// A PEM file of the client's certificate.
    public var certificateFile: String?
    /// A PEM file of the client's key.
    public var keyFile: String?
    /// The key's passphrase.
    public var keyPassphrase: String?
    /// `ftp:` alone: encrypts both connections before anybody logs in, or ends (RFC 4217). `ftps:` is encrypted from its first byte.
    public var isRequired = false

    /// The system's authorities, no client certificate.
    public init() {}
}

/// How to know an SSH server. With nothing set no server is known, and none is talked to.
public struct TransferSSH: Sendable, Equatable {
    /// An OpenSSH `known_hosts` file.
    public var knownHostsFile: String?
    /// The server key's SHA-256 in base64, as `ssh-keygen -l` prints it, with or without `SHA256:`.
    public var hostKeySHA256: String?
    /// Talks to any server: for tests and first contacts only.
    public var allowsUnknownHosts = false

    /// Knows no server.
    public init() {}
}
