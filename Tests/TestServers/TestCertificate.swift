import Foundation

/// A self-signed certificate for 127.0.0.1, valid for a day.
public final class TestCertificate: Sendable {
    /// The certificate in PEM.
    public let certificatePEM: String
    /// Its key in PEM.
    public let keyPEM: String
    /// The certificate's file, for clients that shall trust it.
    public var file: String { folder.path + "/certificate.pem" }
    /// The key's file.
    public var keyFile: String { folder.path + "/key.pem" }

    private let folder: TemporaryFolder

    /// Whether the machine has what it takes.
    public static var isAvailable: Bool { TestProgram.succeeds(["openssl", "version"]) }

    /// Makes one.
    public init() throws {
        folder = try TemporaryFolder()
        let made = TestProgram.succeeds([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "1",
            "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder.path + "/key.pem", "-out",
            folder.path + "/certificate.pem",
        ])
        guard made else { throw TestServerError(description: "openssl made no certificate") }
        certificatePEM = try String(contentsOfFile: folder.path + "/certificate.pem", encoding: .utf8)
        keyPEM = try String(contentsOfFile: folder.path + "/key.pem", encoding: .utf8)
    }
}
