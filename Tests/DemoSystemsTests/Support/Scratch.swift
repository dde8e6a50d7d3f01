import Foundation
import Testing

@testable import DemoSystems

/// A folder of its own that goes away with the test.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("envhub-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// The package's own directory: its root is a hub directory.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// Starts the systems in a folder of their own and stops them behind the test.
func withSystems(
    seed: UInt64 = 4418, _ body: (RunningSystems) async throws -> Void
) async throws {
    let scratch = try Scratch()
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
