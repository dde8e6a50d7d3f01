import Foundation
import HTTPClient
import Synchronization
import TestServers
import Testing

@Suite(.enabled(if: PrivateFTPServer.isAvailable, "needs pyftpdlib"), .serialized) struct FTPTests {
    private let server: PrivateFTPServer
    private let session = HTTPSession()

    init() throws {
        server = try PrivateFTPServer()
    }

    private func request(_ path: String = "") -> TransferRequest {
        var request = TransferRequest(server.url + path, protocols: .ftp)
        request.credentials = .password(user: server.user, password: server.password)
        return request
    }

    private func kind(_ request: TransferRequest) async -> HTTPClientError.Kind? {
        do throws(HTTPClientError) {
            _ = try await session.perform(request)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test func listsAndReads() async throws {
        let old = server.root.appendingPathComponent("年报 2019.csv")
        try Data([1, 2, 3]).write(to: old)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_560_000_000)], ofItemAtPath: old.path)
        try FileManager.default.createDirectory(
            at: server.root.appendingPathComponent("sub dir"), withIntermediateDirectories: true)
        let listing = try await session.list(request())
        #expect(listing.unreadable.isEmpty)
        #expect(Set(listing.entries.map(\.text)) == ["年报 2019.csv", "sub dir"])
        let entry = try #require(listing.entries.first { $0.kind == .file })
        #expect(entry.size == 3)
        // The listing of an old file has its day only.
        #expect(entry.modified == 1_559_952_000)
        #expect(try await session.perform(request(entry.pathComponent)).body == [1, 2, 3])
        #expect(try await session.inspect(request(entry.pathComponent)).modified == 1_560_000_000)
        #expect(try await session.list(request("sub%20dir")).entries.isEmpty)
    }

    @Test func resumesAndBounds() async throws {
        try Data("0123456789".utf8).write(to: server.root.appendingPathComponent("a"))
        var request = request("a")
        request.offset = 7
        #expect(try await session.perform(request).text == "789")
        request.offset = 0
        request.limits.bodyBytes = 5
        #expect(await kind(request) == .tooLarge)
    }

    @Test func tellsWhyNot() async throws {
        #expect(await kind(request("none")) == .notFound)
        #expect(await kind(request("none/")) == .notFound)
        var stranger = request("none")
        stranger.credentials = .password(user: "guest", password: "wrong")
        #expect(await kind(stranger) == .authentication)
        #expect(await kind(TransferRequest(server.url)) == .protocolViolation)
    }
}
