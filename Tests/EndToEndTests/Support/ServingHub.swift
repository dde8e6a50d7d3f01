import Foundation
import HTTPClient

/// `envhub serve` as a process of its own, on free ports.
final class ServingHub {
    let partner: String
    let admin: String
    private let process: Process
    private let err: TemporaryFile

    /// Starts to serve `hub`, and waits until it says where.
    init(_ hub: SmallHub, _ more: String...) throws {
        let pipe = Pipe()
        err = try TemporaryFile()
        process = Binary.process(
            ["serve", "--hub", hub.directory.path, "--partner", "127.0.0.1:0", "--admin", "127.0.0.1:0"] + more,
            out: pipe, err: err.handle)
        try process.run()
        var told = ""
        while told.split(separator: "\n").count < 2 || !told.hasSuffix("\n") {
            let data = pipe.fileHandleForReading.availableData
            if data.isEmpty { throw CocoaError(.fileReadUnknown) }
            told += String(decoding: data, as: UTF8.self)
        }
        let addresses = told.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
        partner = addresses[0]
        admin = addresses[1]
    }

    deinit { if process.isRunning { process.interrupt() } }

    /// What it wrote on standard error.
    var log: String { (try? err.text()) ?? "" }

    /// Asks it to end, and waits for it.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
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
