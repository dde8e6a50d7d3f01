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

    /// What differs from the tests' environment.
    private static let environment: [String: String?] = ["ENVHUB_DIR": nil, "TZ": "Asia/Shanghai"]

    /// Starts a command.
    static func start(_ words: [String]) throws -> TestProgram {
        try TestProgram([path] + words, environment: environment)
    }

    /// Runs a command to its end.
    static func run(_ words: [String]) throws -> Outcome {
        let ended = try start(words).wait()
        return Outcome(status: ended.status, out: ended.output, err: ended.errors)
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
