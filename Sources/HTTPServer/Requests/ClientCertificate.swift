import CGnuTLS
import CMicroHTTPD

/// The certificate that a client has shown (RFC 8446 section 4.4.2), as far as it can be trusted.
public enum ClientCertificate: Sendable, Equatable {
    /// None was shown.
    case none
    /// One of the authorities that are trusted has signed it, for clients, and it holds now.
    ///
    /// `fingerprint` is SHA-256 of the certificate in DER in lowercase hexadecimal, `subject` the distinguished name (RFC 4514).
    case trusted(fingerprint: String, subject: String)
    /// It was shown, and cannot be trusted; why.
    case refused(String)
}

extension HTTPRequest {
    /// The client's certificate. It is verified anew with each call, against the authorities of the listener's configuration.
    public var clientCertificate: ClientCertificate {
        guard let session = unsafe hub_mhd_tls_session(connection) else { return .none }
        return unsafe ClientCertificate(session: OpaquePointer(session))
    }
}

extension ClientCertificate {
    init(session: OpaquePointer) {
        var count: CUnsignedInt = 0
        guard let chain = unsafe gnutls_certificate_get_peers(session, &count), count > 0 else {
            self = .none
            return
        }
        var status: CUnsignedInt = 0
        guard unsafe hub_gnutls_verify_client(session, &status) == GNUTLS_E_SUCCESS else {
            self = .refused("it cannot be verified")
            return
        }
        guard status == 0 else {
            self = .refused(Self.reason(status))
            return
        }
        guard let fingerprint = unsafe Self.fingerprint(chain), let subject = unsafe Self.subject(chain) else {
            self = .refused("it cannot be read")
            return
        }
        self = .trusted(fingerprint: fingerprint, subject: subject)
    }

    private static func reason(_ status: CUnsignedInt) -> String {
        func has(_ flag: gnutls_certificate_status_t) -> Bool { status & flag.rawValue != 0 }
        if has(GNUTLS_CERT_EXPIRED) { return "its time is over" }
        if has(GNUTLS_CERT_NOT_ACTIVATED) { return "its time has not begun" }
        if has(GNUTLS_CERT_REVOKED) { return "it was revoked" }
        if has(GNUTLS_CERT_SIGNER_NOT_FOUND) || has(GNUTLS_CERT_SIGNER_NOT_CA) {
            return "no authority that is trusted here has signed it"
        }
        if has(GNUTLS_CERT_PURPOSE_MISMATCH) { return "it is not one for clients" }
        if has(GNUTLS_CERT_INSECURE_ALGORITHM) { return "it is signed by an algorithm that is not safe" }
        return "it is not valid"
    }

    private static func fingerprint(_ certificate: UnsafePointer<gnutls_datum_t>) -> String? {
        var digest = [UInt8](repeating: 0, count: 32)
        var size = digest.count
        guard unsafe gnutls_fingerprint(GNUTLS_DIG_SHA256, certificate, &digest, &size) == GNUTLS_E_SUCCESS, size == 32
        else { return nil }
        return digest.map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }

    /// The subject of the certificate; nil when it is longer than any sane one.
    private static func subject(_ certificate: UnsafePointer<gnutls_datum_t>) -> String? {
        var text = [CChar](repeating: 0, count: 4_096)
        var size = text.count
        guard unsafe hub_gnutls_subject(certificate, &text, &size) == GNUTLS_E_SUCCESS else { return nil }
        return String(decoding: text[..<size].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
