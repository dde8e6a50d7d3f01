import HTTPClient
import HTTPServer
import TestServers
import Testing

@Suite(.enabled(if: TestCertificate.isAvailable, "needs the openssl command")) struct TLSTests {
    private let certificate: TestCertificate
    private let server: HTTPListener

    init() throws {
        let certificate = try TestCertificate()
        self.certificate = certificate
        var configuration = HTTPListener.Configuration()
        configuration.tls = .init(certificatePEM: certificate.certificatePEM, keyPEM: certificate.keyPEM)
        let body = [UInt8](repeating: 0x61, count: 300_000)
        server = try HTTPListener(configuration) { _ in .now(try HTTPResponse(status: 200, body: body)) }
    }

    private func request(_ host: String = "127.0.0.1") -> TransferRequest {
        TransferRequest("https://\(host):\(server.port)/")
    }

    @Test func aTrustedServerIsRead() async throws {
        var request = request()
        request.tls.authoritiesFile = certificate.file
        let session = HTTPSession()
        for _ in 0..<3 { #expect(try await session.perform(request).body.count == 300_000) }
    }

    @Test func anUnknownOneAndAnotherNameAreNot() async throws {
        let unknown = await #expect(throws: HTTPClientError.self) { try await HTTPSession().perform(request()) }
        #expect(unknown?.kind == .tls)
        var misnamed = request("localhost")
        misnamed.tls.authoritiesFile = certificate.file
        let wrong = await #expect(throws: HTTPClientError.self) { try await HTTPSession().perform(misnamed) }
        #expect(wrong?.kind == .tls)
        #expect(wrong?.isRetryable == false)
    }

    @Test func aMissingAuthoritiesFileIsSaid() async throws {
        var request = request()
        request.tls.authoritiesFile = certificate.file + ".none"
        let error = await #expect(throws: HTTPClientError.self) { try await HTTPSession().perform(request) }
        #expect(error?.kind == .tls)
    }

    @Test func neverFromAnEncryptedToAnOpenConnection() async throws {
        var configuration = HTTPListener.Configuration()
        configuration.tls = .init(certificatePEM: certificate.certificatePEM, keyPEM: certificate.keyPEM)
        let leading = try HTTPListener(configuration) { _ in
            .now(try HTTPResponse(status: 302, headers: [.init("Location", "http://127.0.0.1:1/")]))
        }
        var request = TransferRequest("https://127.0.0.1:\(leading.port)/")
        request.tls.authoritiesFile = certificate.file
        request.redirects = .follow(1)
        let error = await #expect(throws: HTTPClientError.self) { try await HTTPSession().perform(request) }
        #expect(error?.code == "redirect-downgrade")
    }
}
