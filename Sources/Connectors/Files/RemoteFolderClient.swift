import Foundation
import HTTPClient

/// A folder behind SFTP or FTP. A file is downloaded whole before it is read: a page then never waits for the network,
/// and a broken connection costs the download, not the run.
actor RemoteFolderClient: Folder {
    /// The largest file in bytes that is downloaded.
    static let largest = 1 << 36

    private let remote: RemoteFolder
    private let definition: ConnectorDefinition
    private let environment: ConnectorEnvironment
    private let spool: String
    private let session: HTTPSession
    private var secrets: (password: Secret?, passphrase: Secret?)?
    private var tls: TransferTLS?

    init(_ remote: RemoteFolder, _ definition: ConnectorDefinition, _ environment: ConnectorEnvironment, spool: String)
    {
        self.remote = remote
        self.definition = definition
        self.environment = environment
        self.spool = spool
        session = HTTPSession(label: definition.name)
    }

    func list() async throws(ConnectorError) -> [FolderEntry] {
        let request = try await request("")
        let session = session
        let listing = try await retrying { () async throws(HTTPClientError) in try await session.list(request) }
        if let line = listing.unreadable.first {
            throw ConnectorError(
                .unexpected, code: "bad_listing",
                message: "the server lists its files in a form that is not known: "
                    + String(decoding: line.prefix(100), as: UTF8.self))
        }
        return listing.entries.compactMap { entry in
            guard entry.kind == .file || entry.kind == .link, let name = entry.text else { return nil }
            return FolderEntry(name: name, size: Int(entry.size ?? 0), modified: (entry.modified ?? 0) * 1000)
        }
    }

    func fetch(_ entry: FolderEntry) async throws(ConnectorError) -> String {
        let target = target(entry)
        if FileManager.default.fileExists(atPath: target) { return target }
        var request = try await request(entry.name)
        request.limits.total = nil
        request.limits.lowSpeedTime = definition.limits.timeout
        request.limits.bodyBytes = Self.largest
        let unfinished = target + ".part"
        let session = session
        let spool = spool
        try await retrying { [request] () async throws(HTTPClientError) in
            guard let sink = FileSink(unfinished, in: spool) else { return }
            _ = try await session.download(request) { sink.take($0) }
            sink.close()
        }
        guard (try? FileManager.default.moveItem(atPath: unfinished, toPath: target)) != nil else {
            throw ConnectorError(
                .settings, code: "no_spool", message: "\(entry.name) cannot be kept in the hub's state directory")
        }
        return target
    }

    func release(_ entry: FolderEntry) async { try? FileManager.default.removeItem(atPath: target(entry)) }

    private func target(_ entry: FolderEntry) -> String { spool + "/" + entry.mark + ".file" }

    private func request(_ name: String) async throws(ConnectorError) -> TransferRequest {
        guard let address = RemoteAddress(remote.url) else {
            throw ConnectorError(.settings, code: "bad_address", message: "`files.url` is no address of a folder")
        }
        var request = TransferRequest(address.url(of: name), protocols: .files)
        request.limits.total = definition.limits.timeout
        request.limits.connect = min(definition.limits.timeout, .seconds(10))
        request.ssh.hostKeySHA256 = remote.fingerprint
        request.credentials = try await credentials(remote.user ?? address.user)
        if let tls = try await certificates() { request.tls = tls }
        return request
    }

    private func certificates() async throws(ConnectorError) -> TransferTLS? {
        guard let rule = remote.tls else { return nil }
        if tls == nil {
            tls = try await rule.resolve(in: environment)
            tls?.isRequired = true
        }
        return tls
    }

    private func credentials(_ user: String?) async throws(ConnectorError) -> TransferCredentials {
        guard let user else { return .none }
        if secrets == nil {
            secrets = (
                try await remote.password?.resolve(in: environment),
                try await remote.passphrase?.resolve(in: environment)
            )
        }
        if let key = remote.key {
            let phrase = secrets?.passphrase?.reveal { $0 }
            return .privateKey(user: user, file: environment.path(key), passphrase: phrase)
        }
        return .password(user: user, password: secrets?.password?.reveal { $0 } ?? "")
    }

    /// Makes a transfer, again when it may help.
    private func retrying<Result: Sendable>(
        _ transfer: () async throws(HTTPClientError) -> Result
    ) async throws(ConnectorError) -> Result {
        var attempt = 1
        while true {
            do throws(HTTPClientError) {
                return try await transfer()
            } catch {
                let failure = WebFailure(error)
                try Pause.check()
                let retry = definition.retry
                guard let condition = failure.condition, retry.retries(condition),
                    let wait = retry.wait(afterAttempt: attempt, asked: nil, random: Double.random(in: 0..<1))
                else { throw failure.error }
                try await Pause.wait(wait)
                attempt += 1
            }
        }
    }
}
