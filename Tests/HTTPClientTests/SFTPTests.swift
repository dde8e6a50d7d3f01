import Foundation
import HTTPClient
import Synchronization
import TestServers
import Testing

@Suite(.enabled(if: PrivateSFTPServer.isAvailable, "needs OpenSSH's server"), .serialized) struct SFTPTests {
    private let server: PrivateSFTPServer
    private let session = HTTPSession()

    init() throws {
        server = try PrivateSFTPServer()
    }

    private func request(_ path: String = "") -> TransferRequest {
        var request = TransferRequest(server.url + path, protocols: .sftp)
        request.credentials = .privateKey(user: server.user, file: server.keyFile)
        request.ssh.knownHostsFile = server.knownHostsFile
        return request
    }

    private func put(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: server.root.appendingPathComponent(name))
    }

    private func kind(_ request: TransferRequest) async -> HTTPClientError.Kind? {
        do throws(HTTPClientError) {
            _ = try await session.perform(request)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test func listsNamesOfEveryKind() async throws {
        try put([1, 2, 3], "固废 申报.csv")
        try put([], " begins with blank")
        try FileManager.default.createDirectory(
            at: server.root.appendingPathComponent("folder"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: server.root.path + "/link", withDestinationPath: "folder")
        let listing = try await session.list(request())
        #expect(listing.unreadable.isEmpty)
        let byName = Dictionary(uniqueKeysWithValues: listing.entries.map { ($0.text ?? "", $0) })
        #expect(Set(byName.keys) == ["固废 申报.csv", " begins with blank", "folder", "link"])
        #expect(byName["固废 申报.csv"]?.size == 3)
        #expect(byName["folder"]?.kind == .folder)
        #expect(byName["link"]?.kind == .link)
        let entry = try #require(byName["固废 申报.csv"])
        #expect(try await session.perform(request(entry.pathComponent)).body == [1, 2, 3])
    }

    @Test func downloadsFromAnOffsetAndWithinALimit() async throws {
        try put(Array("0123456789".utf8), "a")
        var request = request("a")
        request.offset = 4
        let got = Mutex<[UInt8]>([])
        _ = try await session.download(request) { piece in
            got.withLock { got in unsafe piece.withUnsafeBytes { unsafe got.append(contentsOf: $0) } }
            return true
        }
        #expect(got.withLock { $0 } == Array("456789".utf8))
        request.offset = 0
        request.limits.bodyBytes = 9
        #expect(await kind(request) == .tooLarge)
    }

    @Test func inspectsSizeAndTime() async throws {
        try put([1, 2, 3, 4], "b")
        let moment = Date(timeIntervalSince1970: 1_500_000_000)
        try FileManager.default.setAttributes(
            [.modificationDate: moment], ofItemAtPath: server.root.appendingPathComponent("b").path)
        let about = try await session.inspect(request("b"))
        #expect(about.modified == 1_500_000_000)
    }

    @Test func tellsMissingFromForbidden() async throws {
        #expect(await kind(request("none")) == .notFound)
        await #expect(throws: HTTPClientError.self) { try await session.list(request("none/")) }
        var stranger = request("none")
        stranger.credentials = .privateKey(user: server.user, file: server.strangerKeyFile)
        #expect(await kind(stranger) == .authentication)
        stranger.credentials = .password(user: server.user, password: "wrong")
        #expect(await kind(stranger) == .authentication)
    }

    @Test func talksOnlyToServersItKnows() async throws {
        try put([1], "c")
        var request = request("c")
        request.ssh = TransferSSH()
        #expect(await kind(request) == .tls)
        request.ssh.hostKeySHA256 = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        #expect(await kind(request) == .tls)
        request.ssh.hostKeySHA256 = try server.hostKeyFingerprint()
        #expect(await kind(request) == nil)
        let other = try TemporaryFolder()
        request.ssh = TransferSSH()
        request.ssh.knownHostsFile = try other.write("", to: "known_hosts")
        #expect(await kind(request) == .tls)
        request.ssh = TransferSSH()
        request.ssh.allowsUnknownHosts = true
        #expect(await kind(request) == nil)
    }
}
