import Foundation
import TestServers
import Testing

@testable import DemoSystems

/// The package's own directory: its root is a hub directory.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// Starts the systems in a folder of their own and stops them behind the test.
func withSystems(
    seed: UInt64 = 4418, _ body: (RunningSystems) async throws -> Void
) async throws {
    let scratch = try TemporaryFolder()
    let systems = try await RunningSystems.start(in: scratch.url.appendingPathComponent("systems"), seed: seed)
    defer { systems.stop() }
    try await body(systems)
}

/// Programs that know nothing of this project.
enum Tool {
    static func isThere(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    static let curl = "/usr/bin/curl"
    static let sftp = "/usr/bin/sftp"
    static let sqlite = "/usr/bin/sqlite3"
    static let iconv = "/usr/bin/iconv"

    /// What curl prints, with the status in the last line.
    static func curl(_ arguments: [String]) throws -> (status: Int, body: String) {
        let text = try ServerProcess.output(
            of: curl, ["-s", "--noproxy", "*", "-m", "20", "-w", "\n%{http_code}"] + arguments)
        let cut = text.lastIndex(of: "\n") ?? text.startIndex
        return (Int(text[text.index(after: cut)...]) ?? 0, String(text[..<cut]))
    }
}
