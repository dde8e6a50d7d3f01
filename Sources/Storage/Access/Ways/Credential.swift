/// How somebody has shown who he is: what a request was let in by, and what is judged again while its answer goes on.
public enum Credential: Sendable {
    /// The text of a key.
    case key([UInt8])
    /// A signed link whose signature is right, by its id.
    case link(String)
    /// A client certificate that a trusted authority has signed, and the text of the key that came with it.
    case certificate(CertificateFacts, key: [UInt8]?)
    /// A caller whose signature, made as for the provincial gateway, is right.
    case gateway(String)
}

/// What of a client certificate can stand for a consumer.
public struct CertificateFacts: Sendable, Equatable {
    /// SHA-256 of the certificate in DER, in lowercase hexadecimal.
    public var fingerprint: String
    /// The subject's distinguished name (RFC 4514), such as `CN=mirror,O=水务局,C=CN`.
    public var subject: String

    /// The facts of a certificate.
    public init(fingerprint: String, subject: String) {
        self.fingerprint = fingerprint
        self.subject = subject
    }
}

/// A client certificate that stands for a consumer.
public struct CertificateBinding: Sendable, Equatable {
    /// By what it is recognised.
    public enum Kind: String, Sendable {
        /// By SHA-256 of the certificate: this one and no other.
        case fingerprint
        /// By its subject's name: this one and its successors, as far as the authority is trusted.
        case subject
    }

    /// By what it is recognised.
    public var kind: Kind
    /// The fingerprint or the subject.
    public var value: String
    /// The consumer's number.
    public var consumer: Int64
    /// When it was bound, in milliseconds since 1970.
    public var created: Int64
    /// Whether the consumer's keys open nothing without it, and it opens nothing without a key.
    public var needsKey: Bool
}
