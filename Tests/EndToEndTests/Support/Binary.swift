import TestServers
import Foundation

/// The binary as users have it: built beside the tests.
enum Binary {
    /// How a command ended, and what it said.
    struct Outcome {
        let status: Int32
        let out: String
        let err: String
    }

    static let path: String = {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let candidates = [beside.appendingPathComponent("envhub").path, root + "/.build/debug/envhub"]
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? candidates[1]
    }()

    /// The package's directory.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// A process of `words`, not started; what it writes goes to `out` and `err`.
    static func process(_ words: [String], out: Any?, err: Any?) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = out
        process.standardError = err
        var environment = ProcessInfo.processInfo.environment
        environment["ENVHUB_DIR"] = nil
        environment["TZ"] = "Asia/Shanghai"
        process.environment = environment
        return process
    }

    /// Runs a command to its end.
    static func run(_ words: [String]) throws -> Outcome {
        let (out, err) = (try TemporaryFile(), try TemporaryFile())
        let process = process(words, out: out.handle, err: err.handle)
        try process.run()
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, out: try out.text(), err: try err.text())
    }
}

/// A file that is gone when it is let go of.
final class TemporaryFile {
    private let folder: TemporaryFolder
    var path: String { folder.path + "/file" }
    let handle: FileHandle

    init() throws {
        folder = try TemporaryFolder()
        let path = folder.path + "/file"
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        self.handle = handle
    }

    func text() throws -> String { String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self) }
}
