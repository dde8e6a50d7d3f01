import Diagnostics
import Foundation
import TestServers
import Testing

@testable import Connectors

/// Systems inside the bureau's network, whose certificates its own authority signs, and which want to see the hub's.
@Suite(.enabled(if: TestCertificate.isAvailable, "needs the openssl command")) struct TLSRuleTests {
    /// A web service (Python's) that answers nobody without a certificate, and tells others whose it is.
    private static let service = """
        import http.server, ssl, sys
        class Page(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                names = dict(part[0] for part in self.connection.getpeercert()["subject"])
                body = ('{"rows":[{"id":1,"谁":"%s"}]}' % names["organizationName"]).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *words): pass
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("server.pem", "server.key")
        context.load_verify_locations("ca.pem")
        context.verify_mode = ssl.CERT_REQUIRED
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_port, flush=True)
        server.serve_forever()
        """

    private let files: TestAuthorities
    private let process: TestProgram
    private let port: String

    init() throws {
        files = try TestAuthorities("ca", "other")
        try files.sign("server", "/CN=permit", by: "ca", "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth")
        try files.sign("hub", "/C=CN/O=生态环境局/CN=hub", by: "ca", "extendedKeyUsage=clientAuth")
        try files.openssl("ec -in hub.key -aes256 -passout pass:s3cret -out locked.key")
        process = try TestProgram(TestProgram.atMostTenMinutes + ["python3", "-c", Self.service], in: files.directory)
        while !process.output.hasSuffix("\n") {
            guard process.isRunning else { throw TestServerError(description: process.errors) }
            usleep(5_000)
        }
        port = String(process.output.dropLast())
    }

    private func yaml(_ tls: String, _ address: String? = nil) -> String {
        """
        connector: permits
        kind: http-json
        request: { url: "\(address ?? "https://127.0.0.1:\(port)")/", \(tls) }
        records: $.rows[*]
        identity: $.id
        retry: { attempts: 1 }
        sync: { mode: snapshot, deletes: none }
        """
    }

    private func pull(_ tls: String, _ address: String? = nil) async throws -> [[String?]] {
        try await pullAll(try definition(yaml(tls, address)).open(["$.id", "$.谁"], hub: files.directory)).rows
    }

    private func failure(_ tls: String, _ address: String? = nil) async throws -> ConnectorError {
        try #require(await #expect(throws: ConnectorError.self) { _ = try await pull(tls, address) })
    }

    @Test func theHubShowsItsCertificateAndKnowsTheServer() async throws {
        let own = "tls: { authorities: ca.pem, certificate: hub.pem, key: locked.key, passphrase: env:SECRET }"
        #expect(try await pull(own) == [["1", "生态环境局"]])
        let both = try ["hub.pem", "hub.key"].map { try String(contentsOfFile: files.path($0), encoding: .utf8) }
        try both.joined().write(toFile: files.path("both.pem"), atomically: true, encoding: .utf8)
        #expect(try await pull("tls: { authorities: ca.pem, certificate: both.pem }") == [["1", "生态环境局"]])
    }

    @Test(arguments: ["", "tls: { authorities: other.pem, certificate: hub.pem, key: hub.key }"])
    func aServerThatNobodyVouchesForIsNotTold(_ tls: String) async throws {
        let error = try await failure(tls)
        #expect(error.kind == .settings && error.code == "certificate")
        #expect(error.message.contains("`tls: { authorities: FILE.pem }`"))
    }

    @Test func aNameThatTheCertificateDoesNotHoldIsSaid() async throws {
        let error = try await failure("tls: { authorities: ca.pem }", "https://localhost:\(port)")
        #expect(error.kind == .settings && error.message.contains("a name that the server's certificate holds"))
    }

    @Test(arguments: [
        ("certificate: hub.pem, key: locked.key, passphrase: env:OTHER", "secret_missing"),
        ("certificate: hub.pem, key: locked.key, passphrase: file:ca.pem", "tls"),
        ("certificate: hub.pem, key: server.key", "tls"), ("certificate: none.pem, key: hub.key", "no_tls_file"),
        ("certificate: hub.ext, key: hub.key", "tls"),
    ])
    func aCertificateThatIsOfNoUseIsSaid(_ keys: String, _ code: String) async throws {
        let error = try await failure("tls: { authorities: ca.pem, \(keys) }")
        #expect(error.kind == .settings && error.code == code, "\(error)")
        #expect(!error.message.contains("s3cret") && !error.message.contains("PRIVATE"))
        if code == "no_tls_file" { #expect(error.message.contains("`tls.certificate`: none.pem cannot be read")) }
    }

    @Test func withoutACertificateNothingIsAnswered() async throws {
        // Since TLS 1.3 the server says so after the client has taken the connection for made: what is seen is its end.
        let error = try await failure("tls: { authorities: ca.pem }")
        #expect(error.kind == .unavailable(retryAfter: nil), "\(error)")
    }

    @Test(arguments: [
        ("tls: { authorities: ca.pem }", "http://127.0.0.1", "begins with `http://`"),
        ("tls: { key: hub.key }", "https://127.0.0.1", "`key` belongs to a certificate"),
        ("tls: { certificate: a, passphrase: s3cret }", "https://127.0.0.1", "must not stand in the file"),
        ("tls: { authority: a }", "https://127.0.0.1", "`authority`"),
    ])
    func mistakesAreTold(_ tls: String, _ address: String, _ message: String) {
        let bag = DiagnosticBag()
        _ = ConnectorDefinition.read(file: "a.yaml", bytes: Array(yaml(tls, address).utf8), into: bag)
        #expect(bag.diagnostics.map(\.message).contains { $0.contains(message) }, "\(bag.diagnostics)")
    }

    @Test func soapHasItToo() throws {
        let file = """
            connector: manifest
            kind: soap
            request: { url: "https://127.0.0.1/", body: <a/>, tls: { authorities: ca.pem } }
            records: //a
            identity: b
            sync: { mode: snapshot, deletes: none }
            """
        let source = try #require(try definition(file).source as? SOAPSource)
        #expect(source.request.tls == TLSRule(authorities: "ca.pem"))
    }

    private func folder(_ server: PrivateFTPServer, _ tls: String, _ address: String? = nil) throws -> any Connector {
        let place =
            "url: \"\(address ?? server.url)\", user: \(server.user), password: file:password\(tls.isEmpty ? "" : ", " + tls)"
        let file = """
            connector: files
            kind: files
            files: { \(place), format: csv, stable_for: 0s }
            identity: 编号
            retry: { attempts: 1 }
            sync: { mode: snapshot, deletes: none }
            """
        try server.password.write(toFile: files.path("password"), atomically: true, encoding: .utf8)
        return try definition(file).open(["编号", "名称"], hub: files.directory)
    }

    @Test(.enabled(if: PrivateFTPServer.canEncrypt, "needs pyftpdlib and pyOpenSSL"))
    func foldersAreReadEncrypted() async throws {
        let server = try PrivateFTPServer(certificate: (files.path("server.pem"), files.path("server.key")))
        try Data("编号,名称\n1,水泥厂\n".utf8).write(to: server.root.appendingPathComponent("a.csv"))
        let open = try folder(server, "tls: { authorities: ca.pem }")
        #expect(try await pullAll(open).rows == [["1", "水泥厂"]])
        for (tls, code) in [("", "login-denied"), ("tls: {}", "certificate")] {
            let refused = await #expect(throws: ConnectorError.self) { try await pullAll(folder(server, tls)) }
            #expect(refused?.kind == .settings && refused?.code == code, "\(tls): \(refused?.message ?? "")")
        }
    }

    @Test(.enabled(if: PrivateFTPServer.isAvailable, "needs pyftpdlib"))
    func aServerThatCannotEncryptIsToldNoPassword() async throws {
        let server = try PrivateFTPServer()
        try Data("编号,名称\n1,水泥厂\n".utf8).write(to: server.root.appendingPathComponent("a.csv"))
        let refused = await #expect(throws: ConnectorError.self) { try await pullAll(folder(server, "tls: {}")) }
        #expect(refused?.code == "tls", "\(String(describing: refused))")
        #expect(try await pullAll(folder(server, "")).rows == [["1", "水泥厂"]])
    }
}
