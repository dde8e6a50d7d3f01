import Foundation
import TestServers
import Testing

/// A copy of the repository's hub directory, in which a page's examples are tried.
final class DocHub {
    /// What a program did.
    struct Outcome {
        let status: Int32
        let output: String
    }

    private let folder: TemporaryFolder
    private var directory: URL { folder.url }

    init() throws {
        folder = try TemporaryFolder()
        for part in ["connectors", "mappings"] {
            try FileManager.default.copyItem(
                at: DocPage.root.appending(path: part), to: directory.appending(path: part))
        }
    }

    /// The folder in which the built programs are: that of the tests.
    static let programs: URL = {
        let built = ["debug", "release"].map { DocPage.root.appending(path: ".build/\($0)") }
        let arguments = CommandLine.arguments.joined(separator: " ")
        return built.first { arguments.contains("/\($0.lastPathComponent)/") } ?? built[0]
    }()

    func write(_ text: String, to name: String) throws {
        let file = directory.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Runs lines of a shell, at most for a minute.
    func run(_ script: String) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["60", "/bin/sh", "-eu", "-c", script]
        process.currentDirectoryURL = directory
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = Self.programs.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        environment["ENVHUB_DIR"] = nil
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }
}
