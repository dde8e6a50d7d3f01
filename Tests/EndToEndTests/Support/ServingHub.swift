import Foundation
import HTTPClient
import TestServers

/// `envhub serve` as a process of its own, on free ports.
final class ServingHub {
    let partner: String
    let admin: String
    private let process: TestProgram

    /// Starts to serve `hub`, and waits until it says where.
    init(_ hub: SmallHub, _ more: String...) throws {
        process = try Binary.start(
            ["serve", "--hub", hub.directory.path, "--partner", "127.0.0.1:0", "--admin", "127.0.0.1:0"] + more)
        var told = ""
        while told.split(separator: "\n").count < 2 || !told.hasSuffix("\n") {
            guard process.isRunning else { throw TestServerError(description: process.errors) }
            usleep(5_000)
            told = process.output
        }
        let addresses = told.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
        partner = addresses[0]
        admin = addresses[1]
    }

    /// What it wrote on standard error.
    var log: String { process.errors }

    /// Asks it to end, and waits for it.
    func stop() -> Int32 {
        process.signal(SIGTERM)
        return process.wait().status
    }

    /// A partner's request.
    func get(_ path: String, key: String) async throws -> TransferResponse {
        try await ServingHub.get(partner + path, key: key)
    }

    static func get(_ url: String, key: String) async throws -> TransferResponse {
        var request = TransferRequest(url)
        request.credentials = .bearer(key)
        return try await HTTPSession().perform(request)
    }

    /// An admin's request.
    func ask(_ path: String) async throws -> TransferResponse {
        try await HTTPSession().perform(TransferRequest(admin + path))
    }
}
