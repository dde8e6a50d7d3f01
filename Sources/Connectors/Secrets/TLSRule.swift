import Diagnostics
import Foundation
import HTTPClient

/// `tls:` of a request or a folder: whose certificates the hub takes there, and which one it shows of itself. Files are PEM, relative to
/// the hub directory; each new connection reads them anew.
struct TLSRule: Sendable, Equatable {
    static let keys = ["authorities", "certificate", "key", "passphrase"]

    /// Certificates of the authorities that may have signed the server's; nil: those that the system trusts.
    var authorities: String?
    /// The hub's certificate, with those between it and its authority.
    var certificate: String?
    /// Its private key; nil: in the certificate's file.
    var key: String?
    /// What the key is encrypted with.
    var passphrase: SecretReference?

    /// The settings of a transfer.
    ///
    /// - Throws: a `settings` error that names the key whose file cannot be read.
    func resolve(in environment: ConnectorEnvironment) async throws(ConnectorError) -> TransferTLS {
        var tls = TransferTLS()
        tls.authoritiesFile = try file("authorities", authorities, environment)
        tls.certificateFile = try file("certificate", certificate, environment)
        tls.keyFile = try file("key", key, environment)
        if let passphrase { tls.keyPassphrase = try await passphrase.resolve(in: environment).reveal { $0 } }
        return tls
    }

    private func file(
        _ name: String, _ path: String?, _ environment: ConnectorEnvironment
    ) throws(ConnectorError) -> String? {
        guard let path else { return nil }
        let place = environment.path(path)
        guard FileManager.default.isReadableFile(atPath: place) else {
            throw ConnectorError(
                .settings, code: "no_tls_file",
                message:
                    "`tls.\(name)`: \(path) cannot be read; it is looked for in the hub's folder, and the user that the hub "
                    + "runs as must be allowed to read it")
        }
        return place
    }
}

extension DefinitionReader {
    private static let withoutTLS = [
        "http": "write `https://`, or delete `tls`",
        "sftp": "SFTP has keys: `fingerprint` says which one the server's is; delete `tls`",
    ]

    /// `tls:` of a request or a folder; nil without one.
    ///
    /// - Parameter scheme: of the address, in lower case; nil when it is unknown.
    func tls(_ parent: ConfigReader, scheme: String?) -> TLSRule? {
        guard let reader = section("tls", of: parent, keys: TLSRule.keys) else { return nil }
        var rule = TLSRule()
        rule.authorities = reader.optional("authorities")?.text()
        rule.certificate = reader.optional("certificate")?.text()
        rule.key = reader.optional("key")?.text()
        rule.passphrase = secret(reader.optional("passphrase"))
        if let scheme, let help = Self.withoutTLS[scheme] {
            reader.value.report(
                .conflictingKeys, "`tls` has no meaning for an address that begins with `\(scheme)://`",
                at: parent.keyLocation("tls")?.range, help: [help])
        }
        if rule.certificate == nil, let extra = ["key", "passphrase"].first(where: reader.has) {
            reader.value.report(
                .missingKey, "`\(extra)` belongs to a certificate, and the key `certificate` is missing",
                at: reader.keyLocation(extra)?.range, help: ["name the PEM file of the hub's certificate"])
        }
        return rule
    }
}
